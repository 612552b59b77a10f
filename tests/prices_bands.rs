//! What the shipped table says of longer prompts, thinking and a vendor's hours is what it bills.

use taskfare::bill::{self, Totals};
use taskfare::instant::Instant;
use taskfare::prices::bands::Band;
use taskfare::prices::offers::{KindRates, OffersQuery};
use taskfare::prices::{Table, Terms};
use taskfare::usage::{Kind, Usage};

const NOW: &str = "2026-11-24T20:00:00Z";

fn instant(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

fn bands(table: &Table, model: &str, at: &str) -> Vec<Band> {
    let position = table.position_of(model).unwrap();
    let offer = table.offer(position, &Terms::default(), instant(at));
    offer.price.unwrap().bands
}

fn rate(rates: &KindRates, kind: Kind) -> Option<String> {
    let found = rates.0.iter().find(|(name, _)| *name == kind.name());
    found.map(|(_, rate)| rate.to_string())
}

/// The shortest call that a band speaks of.
fn call(band: &Band) -> Usage {
    let thinks = band.thinking == Some(true);
    let output = band.output_from.unwrap_or(2);
    Usage {
        input: band.prompt_from.unwrap_or(1),
        output: output - u64::from(thinks),
        reasoning: u64::from(thinks),
        ..Usage::default()
    }
}

#[test]
fn every_band_shows_the_rates_that_its_calls_are_billed_at() {
    let table = Table::shipped();
    let at = instant(NOW);
    let query = OffersQuery {
        at,
        vendor: None,
        routes: true,
        terms: Terms::default(),
    };
    let mut seen = 0;
    for offer in table.offers(&query) {
        let position = table.position_of(&offer.id).unwrap();
        let card = table.card(position, &Terms::default());
        for band in offer.price.iter().flat_map(|price| &price.bands) {
            // A clock's hours and the tokens beyond a threshold are no whole call of now.
            if band.clock.is_some() || band.from.is_some() || band.marginal {
                continue;
            }
            let usage = call(band);
            let bill = bill::bill(&table, &card, &usage, at);
            for line in &bill.lines {
                let kind = Kind::parse(line.kind).unwrap();
                let shown = rate(&band.rates, kind);
                // What falls back on another kind has no rate of its own to show.
                if shown.is_some() {
                    let billed = line.rate.map(|rate| rate.to_string());
                    assert_eq!(shown, billed, "{} {:?} {}", offer.id, band, line.kind);
                    seen += 1;
                }
            }
            assert!(!band.name.is_empty(), "{} {band:?}", offer.id);
        }
    }
    assert!(seen > 100, "only {seen} rates of bands");
}

#[test]
fn a_band_of_two_conditions_has_what_each_of_them_brings() {
    let table = Table::shipped();
    let bands = bands(&table, "alibaba-cn/qwen-plus", NOW);
    let both = bands
        .iter()
        .find(|band| band.prompt_from == Some(128_001) && band.thinking == Some(true))
        .unwrap();
    assert_eq!(rate(&both.rates, Kind::Input).as_deref(), Some("2.4"));
    assert_eq!(rate(&both.rates, Kind::Output).as_deref(), Some("24"));
    assert_eq!(both.name, "prompt > 128000, thinking");
}

#[test]
fn a_band_of_hours_says_which_and_one_that_is_over_is_not_listed() {
    let table = Table::shipped();
    let names = |at| -> Vec<String> {
        let bands = bands(&table, "deepseek-v4-pro", at);
        bands.iter().map(|band| band.name.clone()).collect()
    };
    assert_eq!(names("2026-08-20T12:00:00Z"), ["peak-daily", "peak"]);
    assert_eq!(names(NOW), ["peak"]);
    let peak = &bands(&table, "deepseek-v4-pro", NOW)[0];
    let clock = peak.clock.as_ref().unwrap();
    assert_eq!(clock.zone, "+08:00");
    assert_eq!(clock.days, ["mon", "tue", "wed", "thu", "fri"]);
    assert_eq!(clock.hours, ["09:00-12:00", "14:00-18:00"]);
    assert_eq!(clock.except.as_deref(), Some("cn-public"));
    assert_eq!(rate(&peak.rates, Kind::Input).as_deref(), Some("1.32"));
}

#[test]
fn a_bill_names_the_conditions_that_moved_a_rate() {
    let table = Table::shipped();
    let position = table.position_of("alibaba-cn/qwen-plus").unwrap();
    let card = table.card(position, &Terms::default());
    let usage = Usage {
        input: 130_000,
        output: 10,
        ..Usage::default()
    };
    let bill = bill::bill(&table, &card, &usage, instant(NOW));
    assert_eq!(bill.lines[0].rules, ["prompt > 128000"]);
}

#[test]
fn columns_tell_a_range_where_one_bill_would() {
    let table = Table::shipped();
    let position = table.position_of("deepseek-v4-pro").unwrap();
    let card = table.card(position, &Terms::default());
    let usage = Usage {
        input: 1_000_000,
        ..Usage::default()
    };
    let mut totals = Totals::with_capacity(2);
    // A working hour of a year whose holidays are not published yet, and a night.
    let instants = ["2027-03-01T02:00:00Z", "2026-11-24T20:00:00Z"].map(instant);
    for at in instants {
        totals.add(Some(&card), &usage, at);
    }
    let bills = instants.map(|at| bill::bill(&table, &card, &usage, at));
    let total = |bill: &bill::Bill| bill.total.unwrap().to_string();
    let high = |bill: &bill::Bill| bill.high.map_or_else(String::new, |high| high.to_string());
    assert_eq!(totals.texts, bills.each_ref().map(total).join("\n"));
    assert_eq!(totals.highs, bills.each_ref().map(high).join("\n"));
    assert_eq!(totals.highs, "1.32\n");
    assert_eq!(totals.sum.to_string(), "1.32");
    assert_eq!(totals.sum_high.to_string(), "1.98");
}
