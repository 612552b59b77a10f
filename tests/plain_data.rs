//! Plain data from JavaScript is read as serde reads it, and mistakes are named by their path.

use serde::Serialize;
use taskfare::agent::{Harness, Profile, ProjectRequest, harnesses, profiles};
use taskfare::data::{Json, Read};
use taskfare::prices::own::OwnTable;

fn read<T: Read + Default>(text: &str) -> taskfare::Result<T> {
    let plain: Json = serde_json::from_str(text).unwrap();
    let mut slot = T::default();
    slot.read(&plain)?;
    Ok(slot)
}

#[test]
fn what_serde_writes_is_read_back() {
    fn again<T: Read + Default + Serialize + PartialEq>(all: &[T]) {
        for one in all {
            let text = serde_json::to_string(one).unwrap();
            assert!(read::<T>(&text).unwrap() == *one, "{text}");
        }
    }
    again::<Profile>(profiles());
    again::<Harness>(harnesses());
}

#[test]
fn a_mistake_is_named_by_its_path() {
    let own = |text: &str| read::<OwnTable>(text).unwrap_err();
    let ask = |text: &str| read::<ProjectRequest>(text).unwrap_err();
    let cases = [
        (own(r#"{"vendors": 3}"#), "vendors", "expected a list"),
        (
            own(r#"{"vendors": [{"vendor": {"id": "a"}}]}"#),
            "vendors[0].vendor.name",
            "is missing",
        ),
        (
            own(r#"{"vendors": [{"vendor": {"id": "a", "name": "A", "pge": ""}}]}"#),
            "vendors[0].vendor.pge",
            "unknown field `pge`",
        ),
        (
            own(r#"{"sources": {"x": {"name": "X", "date": 1}}}"#),
            "sources.x.date",
            "expected a text",
        ),
        (
            own(r#"{"discounts": [{"of": "a", "mul": {"all": 2}}]}"#),
            "discounts[0].mul.all",
            "expected a text",
        ),
        (
            ask(r#"{"profile": 1, "harness": "h", "offers": []}"#),
            "profile",
            "expected the id of a preset, or an object",
        ),
        (
            ask(r#"{"profile": "p", "harness": "h", "offers": [{"serviceTier": "best"}]}"#),
            "offers[0].serviceTier",
            "expected one of standard, batch, flex, fast, ultrafast",
        ),
        (
            ask(r#"{"profile": "p", "harness": "h", "offers": [], "runs": -1}"#),
            "runs",
            "expected a whole number, zero or more",
        ),
        (
            ask(r#"{"profile": "p", "harness": "h"}"#),
            "offers",
            "is missing",
        ),
        (
            ask(r#"{"profile": {"calls": {"kind": "normal"}}, "harness": "h", "offers": []}"#),
            "profile.id",
            "is missing",
        ),
    ];
    for (error, path, message) in cases {
        assert_eq!((error.path(), error.message()), (Some(path), message));
    }
}
