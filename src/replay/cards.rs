//! Rate cards of the offers that a log's calls were made on, each resolved once.

use crate::{
    bill::{self, Charge},
    logs::LoggedCall,
    money::Currency,
    prices::{RateCard, Table, Terms, source::ServiceTier},
};

/// Cards by model, tier and region as a log writes them.
pub(crate) struct Cards<'t> {
    table: &'t Table,
    /// A log names few models, so a list is found in fastest.
    known: Vec<(String, ServiceTier, bool, Option<usize>)>,
    cards: Vec<Priced>,
}

/// One offer.
pub(crate) struct Priced {
    pub(crate) card: RateCard,
    /// Position in [`Table::models`].
    pub(crate) model: usize,
}

impl<'t> Cards<'t> {
    pub(crate) fn new(table: &'t Table) -> Self {
        Cards {
            table,
            known: Vec::new(),
            cards: Vec::new(),
        }
    }

    /// The card of a call's offer; `None` if its model is unknown.
    pub(crate) fn of(&mut self, call: &LoggedCall<'_>) -> Option<usize> {
        let tier = tier(call.service_tier);
        let (name, here) = (call.model?, call.region.is_some());
        let same = |(model, t, region, _): &&(String, ServiceTier, bool, Option<usize>)| {
            model == name && *t == tier && *region == here
        };
        if let Some((.., card)) = self.known.iter().find(same) {
            return *card;
        }
        let card = self.resolve(name, tier, call.region);
        self.known.push((name.to_string(), tier, here, card));
        card
    }

    /// What a call cost; `None` if its model, time or price is unknown, or it is not
    /// priced in dollars.
    pub(crate) fn charge(&mut self, call: &LoggedCall<'_>) -> Option<Charge> {
        let place = self.of(call)?;
        let card = &self.get(place).card;
        if card.currency != Currency::USD {
            return None;
        }
        bill::charge(card, &call.usage, call.at?).ok()
    }

    /// Resolves an offer by name; `None` if the name is unknown.
    pub(crate) fn resolve(
        &mut self,
        name: &str,
        service_tier: ServiceTier,
        region: Option<&str>,
    ) -> Option<usize> {
        let found = self.table.find(name)?;
        let terms = Terms {
            service_tier,
            region,
            currency: None,
        };
        self.cards.push(Priced {
            card: self.table.card_of(&found, &terms),
            model: found.model,
        });
        Some(self.cards.len() - 1)
    }

    pub(crate) fn get(&self, place: usize) -> &Priced {
        &self.cards[place]
    }
}

/// The service tier by its name; a log that says none was served at the list price.
pub(crate) fn tier(name: Option<&str>) -> ServiceTier {
    match name {
        Some("batch") => ServiceTier::Batch,
        Some("flex") => ServiceTier::Flex,
        Some("fast") => ServiceTier::Fast,
        Some("ultrafast") => ServiceTier::Ultrafast,
        _ => ServiceTier::Standard,
    }
}
