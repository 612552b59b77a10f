//! What clouds, gateways and dates add to a model's name, taken apart without a regex engine, and
//! without indexing: what a wrong index would print is 3 KB of each download.

use crate::data::small::fnv_1a;

/// Prefixes by which Bedrock's inference profiles name where a call is processed.
const REGIONS: [&str; 8] = ["us", "eu", "apac", "jp", "au", "ca", "global", "us-gov"];

/// What OpenRouter appends to a name to route a call or to let the model think. Its other
/// suffixes (`:free`, `:extended`) are entries of their own with other prices, and stay.
/// <https://openrouter.ai/docs/guides/routing/model-variants/overview.md>
const VARIANTS: [&str; 6] = ["thinking", "beta", "nitro", "floor", "online", "exacto"];

/// The form in which names are compared: lower case, and one spelling of separators,
/// since `claude-sonnet-4.5` and `claude-sonnet-4-5` are the same model.
static PLAIN: [u8; 256] = {
    let mut plain = [0; 256];
    let mut byte = 0;
    while byte < plain.len() {
        plain[byte] = match byte as u8 {
            b'.' | b'_' | b' ' | b'@' | b':' => b'-',
            byte => byte.to_ascii_lowercase(),
        };
        byte += 1;
    }
    plain
};

#[inline]
pub(super) fn plain(byte: u8) -> u8 {
    PLAIN[usize::from(byte)]
}

/// Whether two spellings are the same name.
pub(super) fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().map(plain).eq(b.bytes().map(plain))
}

/// FNV-1a of the compared form.
pub(super) fn hash(name: &[u8]) -> u32 {
    fnv_1a(name.iter().map(|byte| plain(*byte)))
}

/// A model id taken apart: `us.anthropic.claude-sonnet-4-5-20250929-v1:0`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Parts<'a> {
    /// Where the call is processed: `us`.
    pub(super) region: Option<&'a str>,
    /// Who made the model, as Bedrock writes it: `anthropic`.
    pub(super) maker: Option<&'a str>,
    /// The id without both and without its version: `claude-sonnet-4-5-20250929`.
    pub(super) name: &'a str,
    /// The name without its date: `claude-sonnet-4-5`.
    pub(super) undated: &'a str,
    /// False if a version or a variant stands behind the name, but for `-latest`.
    pub(super) whole: bool,
}

impl<'a> Parts<'a> {
    pub(super) fn of(id: &'a str) -> Parts<'a> {
        let (region, id) = match id.split_once('.') {
            Some((region, rest)) if REGIONS.contains(&region) => (Some(region), rest),
            _ => (None, id),
        };
        let maker = |maker: &str| maker.bytes().all(|byte| byte.is_ascii_alphabetic());
        let (maker, id) = match id.split_once('.').filter(|(front, _)| maker(front)) {
            Some((maker, rest)) => (Some(maker), rest),
            None => (None, id),
        };
        // The price of a long prompt hangs on its tokens, not on the window that was asked for.
        let id = id.strip_suffix("[1m]").unwrap_or(id);
        let latest = id.strip_suffix("-latest").or(id.strip_suffix("@latest"));
        let id = latest.unwrap_or(id);
        let name = without_version(without_variant(id));
        Parts {
            region,
            maker,
            name,
            undated: without_date(name),
            whole: name.len() == id.len(),
        }
    }

    /// The date at the end of the name, empty if there is none.
    pub(super) fn date(&self) -> &'a str {
        self.name.strip_prefix(self.undated).unwrap_or_default()
    }
}

/// Whether a step of a path says where a call is processed: `eu`, `us-east-1`, `us-central1`.
pub(super) fn is_place(step: &str) -> bool {
    let in_region = step.contains('-') && step.ends_with(|last: char| last.is_ascii_digit());
    in_region || REGIONS.contains(&step)
}

/// `claude-sonnet-4.5` of `claude-4.5-sonnet`.
pub(super) fn family_first(name: &str) -> Option<String> {
    let (front, rest) = name.split_at_checked("claude-".len())?;
    let letter = |byte: u8| byte.is_ascii_alphabetic();
    let (version, rest) = rest.split_at_checked(rest.bytes().position(letter)?)?;
    let version = version.strip_suffix(['-', '.', '_'])?;
    let end = rest.bytes().position(|byte| !letter(byte));
    let (family, rest) = rest.split_at_checked(end.unwrap_or(rest.len()))?;
    same(front, "claude-").then(|| [front, family, "-", version, rest].concat())
}

fn without_variant(id: &str) -> &str {
    let before = |variant: &&str| id.strip_suffix(*variant)?.strip_suffix(':');
    VARIANTS.iter().find_map(before).unwrap_or(id)
}

/// Drops Bedrock's `-v1:0`, `-v2`, `-1:0` and `:0`.
fn without_version(id: &str) -> &str {
    let digit = |byte: char| byte.is_ascii_digit();
    let revised = id.trim_end_matches(digit).strip_suffix(':');
    let id = revised
        .filter(|head| head.len() + 1 < id.len())
        .unwrap_or(id);
    let head = id.trim_end_matches(digit);
    match head
        .strip_suffix("-v")
        .or(revised.and(head.strip_suffix('-')))
    {
        Some(unversioned) if head.len() < id.len() => unversioned,
        _ => id,
    }
}

/// Drops `-20250929`, `@20250929`, `-2025-09-29`, `-09-2025`, `-06-05`, `-0929` or `-001`.
fn without_date(name: &str) -> &str {
    const FORMS: [&str; 6] = ["####-##-##", "########", "##-####", "##-##", "####", "00#"];
    let in_form = |form: &&str| {
        let (head, tail) = name.split_at_checked(name.len().checked_sub(form.len() + 1)?)?;
        let fits = |(byte, wanted): (u8, u8)| match wanted {
            b'#' => byte.is_ascii_digit(),
            wanted => byte == wanted,
        };
        let date = tail.strip_prefix(['-', '@'])?;
        date.bytes().zip(form.bytes()).all(fits).then_some(head)
    };
    FORMS.iter().find_map(in_form).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_bedrock_come_apart() {
        let parts = Parts::of("us.anthropic.claude-sonnet-4-5-20250929-v1:0");
        assert_eq!((parts.region, parts.maker), (Some("us"), Some("anthropic")));
        assert_eq!(parts.undated, "claude-sonnet-4-5");
        assert_eq!(parts.date(), "-20250929");
        assert!(!parts.whole);
    }

    #[test]
    fn only_what_a_cloud_adds_is_dropped() {
        for (id, name, undated) in [
            ("gpt-4.1", "gpt-4.1", "gpt-4.1"),
            ("gpt-5.5-2031-01-01", "gpt-5.5-2031-01-01", "gpt-5.5"),
            (
                "claude-sonnet-4-5@20250929",
                "claude-sonnet-4-5@20250929",
                "claude-sonnet-4-5",
            ),
            (
                "gemini-2.0-flash-001",
                "gemini-2.0-flash-001",
                "gemini-2.0-flash",
            ),
            ("x-preview-06-05", "x-preview-06-05", "x-preview"),
            ("x-preview-09-2025", "x-preview-09-2025", "x-preview"),
            ("mistral-large-2512", "mistral-large-2512", "mistral-large"),
            ("openai.gpt-oss-120b-1:0", "gpt-oss-120b", "gpt-oss-120b"),
            (
                "mistral-7b-instruct-v0:2",
                "mistral-7b-instruct",
                "mistral-7b-instruct",
            ),
            (
                "claude-sonnet-4-5[1m]",
                "claude-sonnet-4-5",
                "claude-sonnet-4-5",
            ),
            (
                "claude-3.7-sonnet:thinking",
                "claude-3.7-sonnet",
                "claude-3.7-sonnet",
            ),
            ("deepseek-r1:free", "deepseek-r1:free", "deepseek-r1:free"),
            ("gpt-4o:extended", "gpt-4o:extended", "gpt-4o:extended"),
            ("grok-4-latest", "grok-4", "grok-4"),
            ("claude-opus-4", "claude-opus-4", "claude-opus-4"),
            ("", "", ""),
            ("v1", "v1", "v1"),
            ("-1:0", "", ""),
            (":0", "", ""),
        ] {
            let parts = Parts::of(id);
            assert_eq!((parts.name, parts.undated), (name, undated), "{id}");
        }
    }

    #[test]
    fn the_family_moves_to_the_front() {
        let moved = |name| family_first(name);
        assert_eq!(
            moved("claude-4.5-sonnet").as_deref(),
            Some("claude-sonnet-4.5")
        );
        assert_eq!(
            moved("claude-4-sonnet-20250514").as_deref(),
            Some("claude-sonnet-4-20250514")
        );
        assert_eq!(moved("claude-sonnet-4.5"), None);
        assert_eq!(moved("gpt-4o"), None);
    }
}
