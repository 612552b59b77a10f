//! A new model as TOML text.

use super::{
    config::Vendor,
    listing::{Cell, Rates, STANDARD, Table, day_of, fold},
    origins,
    rules::{inline, say},
    source::{Cache, CacheMode, VendorFile},
    vote::Verdict,
};
use rust_decimal::Decimal;
use std::{collections::BTreeMap, fmt::Write as _};

/// One price to write.
pub struct Entry<'a> {
    pub from: Option<&'a str>,
    pub cells: &'a BTreeMap<Cell, Rates>,
    pub sources: Vec<String>,
    pub regional: Option<Decimal>,
    pub verdict: &'a Verdict,
    /// Whether it is what was seen today, no past or later price.
    pub today: bool,
}

/// `[[model]]` with all its prices.
pub fn model(
    file: &VendorFile,
    vendor: &Vendor,
    verdict: &Verdict,
    maker: Option<&Verdict>,
) -> String {
    let mut text = format!("\n[[model]]\nid = \"{}\"\n", verdict.id);
    let mut put = |key: &str, value: String| writeln!(text, "{key} = {value}").expect("a string");
    let quoted = |value: &str| format!("\"{}\"", value.replace('"', ""));
    match maker {
        Some(maker) => put("of", quoted(&format!("{}/{}", maker.vendor, maker.id))),
        None => {
            if let Some(name) = verdict.name.as_deref().filter(|n| *n != verdict.id) {
                put("name", quoted(name));
            }
            let family = taskfare::count::family_of(&verdict.id, None).name;
            if family != "unknown" {
                put("tokenizer", quoted(family));
            }
            if let Some(day) = released(verdict) {
                put("released", quoted(&day));
            }
        }
    }
    let inherited = |get: fn(&Verdict) -> Option<u32>| maker.and_then(get);
    if let Some(context) = verdict
        .context
        .filter(|n| inherited(|m| m.context) != Some(*n))
    {
        put("context", context.to_string());
    }
    if let Some(most) = own_max_output(verdict, maker) {
        put("max_output", most.to_string());
    }
    let aliases = aliases(verdict);
    if !aliases.is_empty() {
        let list: Vec<String> = aliases.iter().map(|a| quoted(a)).collect();
        put("aliases", format!("[{}]", list.join(", ")));
    }
    if let Some(day) = &verdict.ends {
        put("deprecated", quoted(day));
    }
    if let Some(cache) = cache(file, vendor, verdict, maker) {
        put("cache", cache);
    }
    text + &prices(file, vendor, verdict)
}

/// The earliest date that one of its ids ends in: no price begins later.
fn released(verdict: &Verdict) -> Option<String> {
    let ids = verdict.aliases.iter().chain([&verdict.id]);
    ids.filter_map(|id| day_of(id)).min()
}

fn own_max_output(verdict: &Verdict, maker: Option<&Verdict>) -> Option<u32> {
    let inherited = maker.and_then(|m| m.max_output);
    verdict
        .max_output
        .filter(|most| Some(*most) != verdict.context && Some(*most) != inherited)
}

/// Spellings worth writing: those that folding of case and separators does not give.
fn aliases(verdict: &Verdict) -> Vec<String> {
    let mut known = vec![fold(&verdict.id)];
    let mut aliases = Vec::new();
    for alias in &verdict.aliases {
        let folded = fold(alias);
        if !known.contains(&folded) {
            known.push(folded);
            aliases.push(alias.to_ascii_lowercase());
        }
    }
    aliases
}

/// The file's cache semantics with this model's shortest prefix; none where no table
/// lists a price of reading.
fn cache(
    file: &VendorFile,
    vendor: &Vendor,
    verdict: &Verdict,
    maker: Option<&Verdict>,
) -> Option<String> {
    let default = file.defaults.cache.clone().unwrap_or_default();
    let reads = verdict
        .cells
        .get(&STANDARD)
        .is_some_and(|r| r.contains_key("cache_read"));
    if default.mode == CacheMode::None {
        return None;
    }
    // The maker's entry already says how this model caches.
    if maker.is_some_and(|m| reads && m.cache_min == verdict.cache_min) {
        return None;
    }
    if !reads && vendor.hidden_cache {
        return None;
    }
    if !reads {
        return Some("{ mode = \"none\" }".into());
    }
    let min = verdict
        .cache_min
        .filter(|min| Some(*min) != default.min_tokens)?;
    Some(cache_text(&Cache {
        min_tokens: Some(min),
        ..default
    }))
}

fn cache_text(cache: &Cache) -> String {
    let document = toml_edit::ser::to_document(cache).expect("plain fields");
    let pairs: Vec<String> = document
        .iter()
        .map(|(key, value)| format!("{key} = {}", value.to_string().trim()))
        .collect();
    format!("{{ {} }}", pairs.join(", "))
}

fn prices(file: &VendorFile, vendor: &Vendor, verdict: &Verdict) -> String {
    let now = origins::ids(&verdict.agree);
    let mut entries: Vec<Entry> = Vec::new();
    let in_force = verdict.in_force;
    let genai = || vec![Table::Genai.id().to_owned()];
    let history = verdict.history.iter();
    let ahead: Vec<_> = history
        .map(|(_, cells)| announced(verdict, cells))
        .collect();
    for (index, (from, cells)) in verdict.history.iter().enumerate() {
        let today = in_force == Some(index);
        let (cells, sources) = match today {
            true => (&verdict.cells, now.clone()),
            false if in_force < Some(index) => (&ahead[index], genai()),
            false => (cells, genai()),
        };
        let since = |now| now <= index;
        let regional = verdict.regional.filter(|_| in_force.is_some_and(since));
        entries.push(Entry {
            from: from.as_deref(),
            cells,
            sources,
            regional,
            verdict,
            today,
        });
    }
    if in_force.is_none() {
        entries.clear();
        let regional = verdict.regional;
        entries.push(Entry {
            from: None,
            cells: &verdict.cells,
            sources: now,
            regional,
            verdict,
            today: true,
        });
    }
    let texts: Vec<Vec<String>> = entries
        .iter()
        .map(|entry| fields(file, vendor, entry))
        .collect();
    match &texts[..] {
        [fields] if fields.iter().map(String::len).sum::<usize>() < 150 => {
            format!("price = [{{ {} }}]\n", fields.join(", "))
        }
        _ => texts
            .iter()
            .map(|f| format!("[[model.price]]\n{}\n", f.join("\n")))
            .collect(),
    }
}

/// The rates of an announced change with the tiers and bands of today, as far as no table
/// says how they will be: each at the same part of the base rates.
pub fn announced(verdict: &Verdict, cells: &BTreeMap<Cell, Rates>) -> BTreeMap<Cell, Rates> {
    let mut all = cells.clone();
    let (Some(then), Some(now)) = (cells.get(&STANDARD), verdict.base()) else {
        return all;
    };
    let scaled = |(unit, rate): (&String, &Decimal)| {
        let (then, now) = (then.get(unit)?, now.get(unit).filter(|now| !now.is_zero())?);
        Some((unit.clone(), (*rate * *then / *now).round_dp(8).normalize()))
    };
    for (cell, rates) in &verdict.cells {
        all.entry(*cell)
            .or_insert_with(|| rates.iter().filter_map(scaled).collect());
    }
    all
}

/// `key = value` of one price.
pub fn fields(file: &VendorFile, vendor: &Vendor, entry: &Entry) -> Vec<String> {
    let mut fields = Vec::new();
    if let Some(from) = entry.from {
        fields.push(format!("from = \"{from}\""));
    }
    fields.push(format!("rates = {}", inline(&entry.cells[&STANDARD])));
    let said = say(file, vendor, entry.cells, entry.regional);
    if file.defaults.rules.as_deref().unwrap_or_default() != said.named {
        fields.push(format!("rules = {}", quoted(&said.named)));
    }
    if !said.when.is_empty() {
        fields.push(format!("when = [{}]", said.when.join(", ")));
    }
    if file.defaults.sources.as_ref() != Some(&entry.sources) {
        fields.push(format!("sources = {}", quoted(&entry.sources)));
    }
    let price = toml_edit::de::from_str(&fields.join("\n")).expect("made above");
    let listed = match entry.today {
        true => origins::listed(file, &price, entry.verdict),
        false => origins::listed_always(file, &price, entry.verdict),
    };
    let lists = origins::lists(file, &price, &listed, &entry.sources).into_iter();
    let own = lists.filter(|(_, lists)| !lists.is_empty());
    fields.extend(own.map(|(key, lists)| format!("{key} = {}", origins::inline(&lists))));
    fields
}

fn quoted(list: &[String]) -> String {
    let list: Vec<String> = list.iter().map(|name| format!("\"{name}\"")).collect();
    format!("[{}]", list.join(", "))
}
