//! How the tables' votes are counted.

use super::{
    listing::{Listing, STANDARD, Table, Table::*, decimal},
    made_up::{config, listing, rates},
    vote::{Verdict, all},
};

const BATCH: (&str, u64) = ("batch", 0);
const LONG: (&str, u64) = ("standard", 200_000);

fn verdict(seen: Vec<Listing>) -> Verdict {
    let mut verdicts = all(&config(), seen);
    assert_eq!(verdicts.len(), 1, "one model");
    verdicts.remove(0)
}

fn base(table: Table, text: &str) -> Listing {
    listing(table, "m-1", &[(STANDARD, text)])
}

#[test]
fn the_majority_decides_and_says_who_agrees() {
    let found = verdict(vec![
        base(Genai, "in 1, out 4"),
        base(Litellm, "in 2, out 4"),
        base(Pi, "in 2, out 4"),
    ]);
    assert_eq!(found.cells[&STANDARD], rates("in 2, out 4"));
    assert_eq!(found.agree, [Litellm, Pi]);
    assert_eq!(found.listed, [Genai, Litellm, Pi]);
    let [dispute] = &found.disputes[..] else {
        panic!("one figure is disputed");
    };
    assert_eq!((dispute.cell, dispute.unit.as_str()), (STANDARD, "in"));
    assert_eq!(dispute.said.len(), 3);
}

#[test]
fn ties_go_to_the_earlier_table() {
    let found = verdict(vec![base(Pi, "in 2, out 4"), base(Genai, "in 1, out 4")]);
    assert_eq!(found.cells[&STANDARD], rates("in 1, out 4"));
    assert_eq!(found.agree, [Genai]);
}

#[test]
fn a_figure_that_few_list_is_taken_and_a_band_that_few_list_is_not() {
    let one = listing(
        Genai,
        "m-1",
        &[(STANDARD, "in 2, out 4, cache_read 0.2"), (LONG, "in 4")],
    );
    let others = || [base(Litellm, "in 2, out 4"), base(Pi, "in 2, out 4")];
    let found = verdict([one.clone()].into_iter().chain(others()).collect());
    assert_eq!(found.cells[&STANDARD], rates("in 2, out 4, cache_read 0.2"));
    assert!(!found.cells.contains_key(&LONG), "one of three knows it");
    assert!(
        found
            .disputes
            .iter()
            .any(|d| d.cell == LONG && d.taken.is_none())
    );
    // Half of those that list the model are enough.
    let found = verdict(vec![one, base(Litellm, "in 2, out 4")]);
    assert_eq!(found.cells[&LONG], rates("in 4"));
}

#[test]
fn tiers_come_from_tables_that_share_the_base() {
    let stale = listing(
        Litellm,
        "m-1",
        &[(STANDARD, "in 9, out 4"), (BATCH, "in 4.5")],
    );
    let found = verdict(vec![
        listing(Genai, "m-1", &[(STANDARD, "in 2, out 4"), (BATCH, "in 1")]),
        base(Pi, "in 2, out 4"),
        stale.clone(),
    ]);
    assert_eq!(found.cells[&BATCH], rates("in 1"));
    let found = verdict(vec![
        base(Genai, "in 2, out 4"),
        base(Pi, "in 2, out 4"),
        stale,
    ]);
    assert!(
        !found.cells.contains_key(&BATCH),
        "half of 9 is no tier of 2"
    );
}

#[test]
fn a_tiers_band_needs_the_band_and_the_tier() {
    let long_batch = (("batch", 200_000), "in 2");
    for missing in [LONG, BATCH] {
        let cells = [
            (STANDARD, "in 2, out 4"),
            (LONG, "in 4"),
            (BATCH, "in 1"),
            long_batch,
        ];
        let there: Vec<_> = cells.into_iter().filter(|cell| cell.0 != missing).collect();
        let found = verdict(vec![listing(Genai, "m-1", &there)]);
        assert!(
            !found.cells.contains_key(&long_batch.0),
            "without {missing:?}"
        );
        let found = verdict(vec![listing(Genai, "m-1", &cells)]);
        assert!(found.cells.contains_key(&long_batch.0));
    }
}

#[test]
fn a_model_is_accepted_on_the_word_of_two() {
    assert!(!verdict(vec![base(Genai, "in 2, out 4")]).accepted);
    assert!(verdict(vec![base(Genai, "in 2, out 4"), base(Pi, "in 1, out 4")]).accepted);
}

#[test]
fn spellings_of_one_price_are_aliases_and_of_two_are_models() {
    let dated = |text| listing(Genai, "m-1-20260101", &[(STANDARD, text)]);
    let found = verdict(vec![base(Genai, "in 2, out 4"), dated("in 2, out 4")]);
    assert_eq!((found.id.as_str(), found.aliases.len()), ("m-1", 1));
    let found = all(
        &config(),
        vec![base(Genai, "in 2, out 4"), dated("in 3, out 4")],
    );
    let ids: Vec<&str> = found.iter().map(|v| v.id.as_str()).collect();
    assert_eq!(ids, ["m-1", "m-1-20260101"]);
}

#[test]
fn who_errs_on_a_fee_still_confirms_the_rates() {
    let found = verdict(vec![
        base(Genai, "in 2, out 4, web_search_1k 10"),
        base(Litellm, "in 2, out 4, web_search_1k 25"),
        base(Pi, "in 2, out 4"),
    ]);
    assert_eq!(found.agree, [Genai, Litellm, Pi]);
    assert_eq!(
        found.cells[&STANDARD],
        rates("in 2, out 4, web_search_1k 10")
    );
    assert_eq!(found.disputes.len(), 1, "the fee stays disputed");
    assert_eq!(listed_by(&found, "web_search_1k"), [Genai]);
    // A rate of tokens is another matter.
    let found = verdict(vec![
        base(Genai, "in 2, out 4, code_session 0.03"),
        base(Litellm, "in 3, out 4, code_session 0.03"),
    ]);
    assert_eq!(found.agree, [Genai]);
}

/// Who lists a rate, where not all that agree do.
fn listed_by(found: &Verdict, unit: &str) -> Vec<Table> {
    found.rate_sources.get(unit).cloned().unwrap_or_default()
}

#[test]
fn a_rate_that_not_all_list_has_its_own_sources() {
    let fee = |table| base(table, "in 2, out 4, code_session 0.03");
    let found = verdict(vec![fee(Litellm), base(Pi, "in 2, out 4")]);
    assert_eq!(listed_by(&found, "code_session"), [Litellm]);
    assert_eq!(found.rate_sources.len(), 1, "both list the rest");
    let alone = verdict(vec![fee(Litellm)]);
    assert!(alone.rate_sources.is_empty(), "the price names it");
    let shared = verdict(vec![fee(Genai), fee(Litellm), base(Pi, "in 2, out 4")]);
    assert_eq!(listed_by(&shared, "code_session"), [Genai, Litellm]);
    // Rates of tokens are no different.
    let write = base(Genai, "in 2, out 4, cache_write_1h 3");
    let found = verdict(vec![write, base(Pi, "in 2, out 4")]);
    assert_eq!(listed_by(&found, "cache_write_1h"), [Genai]);
    // Who errs on another rate does not agree, and may still list this one.
    let found = verdict(vec![base(Genai, "in 2, out 4"), base(Pi, "in 2, out 4"), {
        base(Litellm, "in 3, out 4, code_session 0.03")
    }]);
    assert_eq!(found.agree, [Genai, Pi]);
    assert_eq!(listed_by(&found, "code_session"), [Litellm]);
    assert_eq!(listed_by(&found, "out"), [] as [Table; 0]);
}

#[test]
fn a_tier_or_band_has_the_sources_that_say_nothing_of_it_otherwise() {
    let cells = |batch: &'static str| [(STANDARD, "in 2, out 4"), (BATCH, batch), (LONG, "in 4")];
    let found = verdict(vec![
        listing(Genai, "m-1", &cells("in 1, out 2")),
        listing(Litellm, "m-1", &cells("in 1")),
        listing(Pi, "m-1", &cells("in 1, out 3")[..2]),
        base(LlmPrices, "in 2, out 4"),
    ]);
    assert_eq!(found.cells[&BATCH], rates("in 1, out 2"));
    let batch = &found.cell_sources[&BATCH];
    assert_eq!(batch.tables, [Genai, Litellm]);
    assert_eq!(batch.by_unit["in"], [Genai, Litellm]);
    assert_eq!(batch.by_unit["out"], [Genai]);
    assert_eq!(found.cell_sources[&LONG].tables, [Genai, Litellm]);
    assert_eq!(found.regional_sources, []);
    let mut regional = base(Litellm, "in 2, out 4");
    regional.regional = decimal("1.1");
    let found = verdict(vec![base(Genai, "in 2, out 4"), regional]);
    assert_eq!(found.regional_sources, [Litellm]);
}
