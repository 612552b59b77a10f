//! What is proposed for a file that the tables no longer share.

use super::{
    listing::{Cell, Listing, STANDARD, Table::*},
    made_up::{config, listing, rates},
    propose::{self, Outcome},
    vote,
};
use std::{fs, path::PathBuf};
use taskfare::prices::Table;

const TODAY: &str = "2026-11-23";
const BATCH: Cell = ("batch", 0);
const LONG: Cell = ("standard", 200_000);
const BASE: (Cell, &str) = (STANDARD, "in 2, out 10");

/// A folder of prices with one vendor, removed at the end.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed is the system's to clear.
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Folder {
    /// A file whose one model has these prices.
    fn new(name: &str, prices: &str) -> Folder {
        let unique = format!("taskfare-{name}-{}", std::process::id());
        let folder = Folder(std::env::temp_dir().join(unique));
        fs::create_dir_all(&folder.0).expect("a folder");
        let source = |id: &str| format!("[source.{id}]\nname = \"{id}\"\ndate = \"2026-11-01\"\n");
        let sources = ["genai-prices", "litellm"].map(source).concat();
        fs::write(folder.0.join("sources.toml"), sources).expect("written");
        let file = format!(
            "[vendor]\nid = \"acme\"\nname = \"Acme\"\n\n[defaults]\nsources = [\"genai-prices\", \"litellm\"]\n\n\
             [rule.batch]\nservice_tier = \"batch\"\nmul = {{ all = \"0.5\" }}\n\n\
             [rule.long]\nprompt_tokens = \">200000\"\nmul = {{ in = \"2\", out = \"1.5\" }}\n\n\
             [[model]]\nid = \"m-1\"\n{prices}\n"
        );
        fs::write(folder.file(), file).expect("written");
        folder
    }

    fn file(&self) -> PathBuf {
        self.0.join("acme.toml")
    }

    fn text(&self) -> String {
        fs::read_to_string(self.file()).expect("the file")
    }

    /// What two tables that say the same lead to; the proposal is written.
    fn update(&self, seen: &Listing) -> Outcome {
        let mut other = seen.clone();
        other.table = Litellm;
        other.history.truncate(1);
        self.update_from(vec![seen.clone(), other])
    }

    /// What these listings lead to; the proposal is written.
    fn update_from(&self, seen: Vec<Listing>) -> Outcome {
        let table = Table::from_folder(&self.0).expect("a table");
        let config = config();
        let verdicts = vote::all(&config, seen);
        let path = self.file();
        let outcome = propose::vendor(&path, &table, &config.vendor[0], &verdicts, TODAY, true);
        let outcome = outcome.expect("a proposal");
        Table::from_folder(&self.0).expect("the proposal is a table");
        outcome
    }
}

fn seen(cells: &[(Cell, &str)]) -> Listing {
    listing(Genai, "m-1", cells)
}

const PRICE: &str = r#"price = [{ rates = { in = "2", out = "10" }, rules = ["long", "batch"] }]"#;
const SAME: [(Cell, &str); 4] = [
    BASE,
    (LONG, "in 4, out 15"),
    (BATCH, "in 1, out 5"),
    (("batch", 200_000), "in 2, out 7.5"),
];

#[track_caller]
fn confirmed(folder: &Folder, seen: &Listing) {
    let outcome = folder.update(seen);
    assert_eq!(outcome.confirmed, 1);
    assert!(
        outcome.changed.is_empty() && outcome.kept.is_empty(),
        "{}",
        folder.text()
    );
}

#[test]
fn what_all_say_is_confirmed_in_every_tier_and_band() {
    let folder = Folder::new("same", PRICE);
    let before = folder.text();
    confirmed(&folder, &seen(&SAME));
    assert_eq!(folder.text(), before);
    // Tiers and bands that only we know are no differences.
    confirmed(&folder, &seen(&[BASE]));
    assert_eq!(folder.text(), before);
}

#[test]
fn a_change_of_any_figure_opens_a_new_price() {
    let long = (LONG, "in 4, out 15");
    let half = (BATCH, "in 1, out 5");
    for (name, changed, is) in [
        (
            "base",
            vec![(STANDARD, "in 3, out 10"), (BATCH, "in 1.5, out 5")],
            "in 3",
        ),
        (
            "batch",
            vec![BASE, (BATCH, "in 0.8, out 4")],
            "in batch 0.8",
        ),
        (
            "band",
            vec![BASE, (LONG, "in 6, out 15")],
            "in above 200000 6",
        ),
        (
            "batch-band",
            vec![BASE, long, half, (("batch", 200_000), "in 1, out 7.5")],
            "in batch above 200000 1",
        ),
        (
            "new-tier",
            vec![BASE, (("fast", 0), "in 4, out 20")],
            "in fast 4",
        ),
    ] {
        let folder = Folder::new(name, PRICE);
        let listing = seen(&changed);
        let outcome = folder.update(&listing);
        let [change] = &outcome.changed[..] else {
            panic!("{name}: one change");
        };
        assert!(change.is.contains(is), "{name}: {}", change.is);
        let text = folder.text();
        assert!(
            text.contains(r#"rates = { in = "2", out = "10" }"#),
            "appended: {text}"
        );
        assert!(text.contains(r#"from = "2026-11-23""#), "{text}");
        // What was proposed is what was seen: nothing is left to propose.
        confirmed(&folder, &listing);
    }
}

#[test]
fn what_a_person_wrote_stays() {
    for (name, prices) in [
        (
            "note",
            r#"price = [{ rates = { in = "2", out = "10" }, rules = ["batch"], note = "seen on the page" }]"#,
        ),
        ("gone", r#"price = [{ from = "2026-01-01", rates = {} }]"#),
    ] {
        let folder = Folder::new(name, prices);
        let before = folder.text();
        let outcome = folder.update(&seen(&[BASE, (BATCH, "in 0.8, out 4")]));
        assert_eq!(
            (outcome.kept.len(), outcome.changed.len()),
            (1, 0),
            "{name}"
        );
        assert_eq!(folder.text(), before, "{name}");
    }
}

/// A price with a fee that one of two tables lists, and the rest of its fields.
fn with_fee(name: &str, rest: &str) -> Folder {
    let rates = r#"rates = { in = "2", out = "10", web_search_1k = "5" }"#;
    let folder = Folder::new(name, &format!("price = [{{ {rates}{rest} }}]"));
    let mut other = seen(&[BASE]);
    other.table = Litellm;
    let fee = seen(&[(STANDARD, "in 2, out 10, web_search_1k 5")]);
    assert_eq!(folder.update_from(vec![fee, other]).confirmed, 1);
    folder
}

#[test]
fn who_lists_a_rate_is_written() {
    let says = |folder: &Folder, sources: &str| {
        let text = folder.text();
        assert!(text.contains(sources), "{text}");
    };
    let by_one = r#"rate_sources = { web_search_1k = ["genai-prices"] } }]"#;
    says(&with_fee("fee", ""), by_one);
    let folder = with_fee(
        "fee-was",
        r#", rate_sources = { web_search_1k = ["litellm"] }"#,
    );
    says(&folder, by_one);
    // Texts that a person named stay, and so does what no table lists.
    let rest = r#", rate_sources = { web_search_1k = ["https://acme.example"], code_session = ["litellm"] }, when = [{ from = "2026-01-01", set = { code_session = "1" } }]"#;
    let folder = with_fee("fee-text", rest);
    says(
        &folder,
        r#"web_search_1k = ["genai-prices", "https://acme.example"]"#,
    );
    says(&folder, r#"code_session = ["litellm"]"#);
    // Where all list it, it is no more than the price's.
    let listing = seen(&[(STANDARD, "in 2, out 10, web_search_1k 5")]);
    let folder = with_fee("fee-all", "");
    confirmed(&folder, &listing);
    assert!(!folder.text().contains("rate_sources"), "{}", folder.text());
    confirmed(&folder, &listing);
}

#[test]
fn who_lists_a_tier_or_band_is_written() {
    let bare = || {
        let mut other = seen(&[BASE, (LONG, "in 4, out 15")]);
        other.table = Litellm;
        other
    };
    let folder = Folder::new("tiers", PRICE);
    assert_eq!(folder.update_from(vec![seen(&SAME), bare()]).confirmed, 1);
    let by_one = r#"rule_sources = { batch = ["genai-prices"] } }]"#;
    assert!(folder.text().contains(by_one), "{}", folder.text());
    // Of one unit of it, where one of two lists no more than the other.
    let folder = Folder::new("tiers-unit", PRICE);
    let mut other = seen(&[BASE, (LONG, "in 4, out 15"), (BATCH, "in 1")]);
    other.table = Litellm;
    let both = || vec![seen(&SAME), other.clone()];
    assert_eq!(folder.update_from(both()).confirmed, 1);
    let of_unit = r#"rule_sources = { "batch.out" = ["genai-prices"] } }]"#;
    assert!(folder.text().contains(of_unit), "{}", folder.text());
    let before = folder.text();
    folder.update_from(both());
    assert_eq!(folder.text(), before);
    confirmed(&folder, &seen(&SAME));
    assert!(!folder.text().contains("rule_sources"), "{}", folder.text());
    // So it is with a new price, whose band has a name of its conditions.
    let folder = Folder::new("tiers-new", PRICE);
    let cells = [BASE, (BATCH, "in 1, out 5"), (LONG, "in 6, out 15")];
    let mut other = seen(&[BASE]);
    other.table = Litellm;
    let outcome = folder.update_from(vec![seen(&cells), other]);
    assert_eq!(outcome.changed.len(), 1);
    let by_one =
        r#"rule_sources = { batch = ["genai-prices"], "prompt > 200000" = ["genai-prices"] }"#;
    assert!(folder.text().contains(by_one), "{}", folder.text());
}

#[test]
fn who_lists_a_rate_is_written_with_a_new_price() {
    let folder = Folder::new("fee-new", PRICE);
    let fee = seen(&[(STANDARD, "in 3, out 10, web_search_1k 5")]);
    let mut other = seen(&[(STANDARD, "in 3, out 10")]);
    other.table = Litellm;
    let outcome = folder.update_from(vec![fee, other]);
    assert_eq!((outcome.kept.len(), outcome.changed.len()), (0, 1));
    let by_one = r#"rate_sources = { web_search_1k = ["genai-prices"] }"#;
    assert!(folder.text().contains(by_one), "{}", folder.text());
}

#[test]
fn a_fee_that_a_rule_dates_is_compared() {
    let rule = r#"when = [{ from = "2026-08-01", set = { web_search_1k = "14" } }]"#;
    let price = format!(r#"price = [{{ rates = {{ in = "2", out = "10" }}, {rule} }}]"#);
    let folder = Folder::new("dated-fee", &price);
    confirmed(
        &folder,
        &seen(&[(STANDARD, "in 2, out 10, web_search_1k 14")]),
    );
    let outcome = folder.update(&seen(&[(STANDARD, "in 2, out 10, web_search_1k 15")]));
    let [change] = &outcome.changed[..] else {
        panic!("the fee changed");
    };
    assert!(change.was.contains("web_search_1k 14"), "{}", change.was);
}

/// The same with prices announced for later days.
fn announced(later: &[(&str, &str)]) -> Listing {
    let mut listing = seen(&SAME);
    for (from, text) in later {
        let cells = [(STANDARD, rates(text))].into_iter().collect();
        listing.history.push((Some((*from).to_owned()), cells));
    }
    listing
}

#[test]
fn announced_prices_are_put_in_in_their_order() {
    let folder = Folder::new("announced", PRICE);
    let listing = announced(&[
        ("2026-12-01", "in 4, out 20"),
        ("2027-01-01", "in 5, out 25"),
    ]);
    let outcome = folder.update(&listing);
    let is: Vec<&str> = outcome.changed.iter().map(|c| c.is.trim()).collect();
    assert_eq!(
        is,
        [
            "from 2027-01-01: in 5 out 25",
            "from 2026-12-01: in 4 out 20"
        ]
    );
    let text = folder.text();
    let [first, second] = ["2026-12-01", "2027-01-01"].map(|day| text.find(day).expect(day));
    assert!(first < second, "{text}");
    // Nobody says what becomes of tiers and bands: they are kept.
    let rules = r#"rules = ["long", "batch"]"#;
    assert_eq!(text.matches(rules).count(), 3, "{text}");
    confirmed(&folder, &listing);
    // One that moved is for a person to look at.
    let outcome = folder.update(&announced(&[("2026-12-01", "in 6, out 20")]));
    assert_eq!((outcome.kept.len(), outcome.changed.len()), (1, 0));
    assert!(outcome.kept[0].is.starts_with("from 2026-12-01: in 6"));
}

#[test]
fn a_change_today_stands_before_what_is_announced() {
    let folder = Folder::new("both", PRICE);
    let mut listing = announced(&[("2026-12-01", "in 4, out 20")]);
    listing.cells.insert(BATCH, rates("in 0.8, out 4"));
    listing.history[0].1 = listing.cells.clone();
    assert_eq!(folder.update(&listing).changed.len(), 2);
    let text = folder.text();
    assert!(text.find(TODAY) < text.find("2026-12-01"), "{text}");
}
