//! One run, call by call, billed exactly: a worked example of a projection.

use super::plan::whole;
use super::project::{Ask, Prepared, first};
use super::run::{Call, Context, Draws, Size};
use super::tally::by_kind;
use super::{Anatomy, AnatomyCall, AnatomyLine};
use crate::Result;
use crate::bill::charge;
use crate::money::Amount;
use crate::prices::{Mask, Table};
use crate::usage::Usage;

/// The middle run of the first offer asked for: as many calls as the typical run makes,
/// with this seed's draws of everything else.
///
/// # Errors
/// `invalid-profile` for numbers out of range; `invalid-argument` without an offer;
/// `no-price-at` where the offer has no price.
pub fn anatomy(table: &Table, ask: &Ask) -> Result<Anatomy> {
    ask.check()?;
    let (offer, ready) = first(table, ask)?;
    let mut bill = Bill {
        ready: &ready,
        calls: Vec::new(),
        total: Amount::ZERO,
        sums: Vec::new(),
    };
    let mut breaks_at = bill.parent(ask);
    if breaks_at.is_none() {
        breaks_at = bill.helpers(ask);
    }
    Ok(Anatomy {
        offer: offer.model.clone(),
        currency: ready.offer.card.currency.as_str().to_string(),
        lines: by_kind(&ready.offer, &bill.sums)
            .into_iter()
            .map(|(kind, quantity, amount)| AnatomyLine {
                kind: kind.name().to_string(),
                quantity,
                amount: amount.to_string(),
            })
            .collect(),
        total: bill.total.to_string(),
        calls: bill.calls,
        breaks_at_call: breaks_at,
    })
}

/// The calls so far, each priced.
struct Bill<'a> {
    ready: &'a Prepared,
    calls: Vec<AnatomyCall>,
    total: Amount,
    sums: Vec<(Mask, Usage)>,
}

impl Bill<'_> {
    fn parent(&mut self, ask: &Ask) -> Option<u32> {
        let plan = &self.ready.plan;
        let calls = (plan.calls.median() + 0.5) as u32;
        let returns = ask.harness.sub_agents.as_ref().map_or((0, 0), |helpers| {
            ((calls / helpers.count).max(1), whole(helpers.return_tokens))
        });
        self.context(ask, 0, calls, plan.system + plan.prompt, returns)
    }

    fn helpers(&mut self, ask: &Ask) -> Option<u32> {
        // Helpers of another model have their own card; the example shows the parent's.
        let helpers = ask
            .harness
            .sub_agents
            .as_ref()
            .filter(|h| h.model.is_none())?;
        let calls = (helpers.calls.median() + 0.5) as u32;
        (1..=helpers.count).find_map(|helper| {
            self.context(ask, helper, calls, whole(helpers.system_tokens), (0, 0))
        })
    }

    fn context(
        &mut self,
        ask: &Ask,
        agent: u32,
        calls: u32,
        start: u64,
        returns: (u32, u64),
    ) -> Option<u32> {
        let ready = self.ready;
        let samplers = ready.plan.samplers();
        let mut draws = Draws::new(u64::from(ask.seed), 0, u64::from(agent));
        let size = Size {
            calls: calls.max(1),
            growth: 1.0,
            with_gaps: true,
            returns,
        };
        let add = |call: &Call| self.add(agent, call);
        let ending = Context::new(&ready.plan, &ready.offer.terms, start, add)
            .run(size, &samplers, &mut draws);
        ending.breaks_at
    }

    fn add(&mut self, agent: u32, call: &Call) {
        let offer = &self.ready.offer;
        let usage = offer.usage(call);
        // The period exists: the offer resolved at this instant.
        let cost = charge(&offer.card, &usage, offer.at)
            .unwrap_or_default()
            .total;
        self.total += cost;
        if let Ok(period) = offer.card.period(offer.at) {
            let mask = offer.card.mask(period, &usage, offer.at);
            match self.sums.iter_mut().find(|(known, _)| *known == mask) {
                Some((_, sum)) => sum.add(&usage),
                None => self.sums.push((mask, usage)),
            }
        }
        self.calls.push(AnatomyCall {
            call: self.calls.len() as u32 + 1,
            agent,
            event: call.event,
            gap_seconds: if call.gap.is_nan() { 0.0 } else { call.gap },
            context: usage.prompt_tokens(),
            fresh: call.fresh,
            read: call.read,
            written: call.written,
            output: call.output,
            reasoning: call.reasoning,
            cost: cost.to_string(),
            so_far: self.total.to_string(),
        });
    }
}
