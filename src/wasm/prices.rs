//! Prices and bills of the engine.

use super::args::{Request, counts, is_instant, whole, wrong};
use super::object::Target;
use super::output::to_js;
use super::{Engine, into_js};
use crate::Result;
use crate::bill::{self, Bill, Call};
use crate::instant::Instant;
use crate::money::{Amount, Currency};
use crate::prices::offers::{Interval, Offer, OffersQuery};
use crate::prices::per_million_characters;
use crate::usage::{Kind, Usage};
use js_sys::{Array, Float64Array, Object, Uint8Array};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** An offer's terms. */
export interface Terms { serviceTier?: "standard" | "batch" | "flex" | "fast" | "priority" | "ultrafast" | "default"; region?: string; currency?: string }
/** What to price: a model in any known spelling, what it used, and when. */
export interface PriceRequest extends Terms { model: string; usage: Partial<Usage>; at: string | number | Date }
/** Calls as columns of equal length; a number stands for the same value in every call. */
export interface PriceManyRequest extends Terms {
  model: string;
  at: string | number | Date | Float64Array;
  usage: Partial<Record<keyof Usage, Float64Array | number>>;
}
/**
 * Exact totals by call: "" where unpriced. `highs` where totals are lower ends of a range (a holiday calendar that
 * does not reach so far): "" where one is not; null where none is. Status 0: priced, 1: partial (a lower bound),
 * 2: unpriced. `sum` and `sumHigh` are of what is priced, null where there are calls and none is. `at` is null for a
 * column of instants.
 */
export interface PricedColumns { totals: string[]; highs: string[] | null; status: Uint8Array; currency: string | null; sum: string | null; sumHigh: string | null; model: string | null; at: string | null }
/** `routes: false` leaves out clouds and resellers, unless one is named by `vendor`. */
export interface OffersRequest extends Terms { at: string | number | Date; vendor?: string; routes?: boolean }
/** A sample text's counts on the model's tokenizer; characters are code points. */
export interface CharactersRequest extends Terms { model: string; at: string | number | Date; tokens: number; characters: number }
/** A name in any known spelling, and when. */
export interface ModelRequest { model: string; at: string | number | Date }
/** Whose rates, on which terms, from the first instant to before the second; all without them. */
export interface RatesRequest extends Terms { model: string; from?: string | number | Date; to?: string | number | Date }
"#;

#[wasm_bindgen]
extern "C" {
    /// A string that falls into lines.
    type Lines;
    #[wasm_bindgen(method)]
    fn split(this: &Lines, separator: &JsValue) -> JsValue;
}

#[wasm_bindgen]
impl Engine {
    /// The itemised bill of one call. Missing data is no error: the bill says `partial`
    /// or `unpriced`, and why. Throws `invalid-usage` and `invalid-argument`.
    #[wasm_bindgen(unchecked_return_type = "Bill")]
    pub fn price(
        &self,
        #[wasm_bindgen(unchecked_param_type = "PriceRequest")] request: &JsValue,
    ) -> std::result::Result<JsValue, JsValue> {
        self.bill(&Request(request))
            .map(|bill| to_js(&bill))
            .map_err(into_js)
    }

    /// Totals of many calls of one offer, as columns.
    #[wasm_bindgen(js_name = priceMany, unchecked_return_type = "PricedColumns")]
    pub fn price_many(
        &self,
        #[wasm_bindgen(unchecked_param_type = "PriceManyRequest")] request: &JsValue,
    ) -> std::result::Result<JsValue, JsValue> {
        self.columns(&Request(request)).map_err(into_js)
    }

    /// All offers at an instant.
    #[wasm_bindgen(unchecked_return_type = "Offer[]")]
    pub fn models(
        &self,
        #[wasm_bindgen(unchecked_param_type = "OffersRequest")] request: &JsValue,
    ) -> std::result::Result<JsValue, JsValue> {
        self.offers(&Request(request))
            .map(|offers| to_js(&offers))
            .map_err(into_js)
    }

    /// One model by name in any known spelling, or `undefined`; its rates are those at
    /// `at`.
    #[wasm_bindgen(unchecked_return_type = "Offer | undefined")]
    pub fn model(
        &self,
        #[wasm_bindgen(unchecked_param_type = "ModelRequest")] request: &JsValue,
    ) -> std::result::Result<JsValue, JsValue> {
        self.offer(&Request(request)).map_err(into_js)
    }

    /// Rates of a model through time, oldest first; throws `unknown-model`.
    #[wasm_bindgen(unchecked_return_type = "Interval[]")]
    pub fn rates(
        &self,
        #[wasm_bindgen(unchecked_param_type = "RatesRequest")] request: &JsValue,
    ) -> std::result::Result<JsValue, JsValue> {
        self.history(&Request(request))
            .map(|rates| to_js(&rates))
            .map_err(into_js)
    }

    /// What a million characters of such a text cost as fresh input and as output, exact
    /// decimals, null where the rate is unknown; throws `unknown-model`.
    #[wasm_bindgen(js_name = perMillionCharacters, unchecked_return_type = "{ currency: string, input: string | null, output: string | null, at: string }")]
    pub fn per_million_characters(
        &self,
        #[wasm_bindgen(unchecked_param_type = "CharactersRequest")] request: &JsValue,
    ) -> std::result::Result<JsValue, JsValue> {
        self.characters(&Request(request))
            .map(|prices| to_js(&prices))
            .map_err(into_js)
    }

    /// The full ids of the three models whose names are nearest.
    #[wasm_bindgen(unchecked_return_type = "string[]")]
    pub fn nearest(
        &self,
        #[wasm_bindgen(unchecked_param_type = "{ model: string }")] request: &JsValue,
    ) -> std::result::Result<JsValue, JsValue> {
        let name = Request(request).required_text("model").map_err(into_js)?;
        Ok(to_js(&self.table.nearest(&name)))
    }

    /// The newest day on which any price was checked.
    #[wasm_bindgen(getter, unchecked_return_type = "string | undefined")]
    pub fn checked(&self) -> JsValue {
        let checked = self.table.checked().map(|day| day.to_string());
        checked.map_or(JsValue::UNDEFINED, JsValue::from)
    }

    /// The sources that prices name, with release day, licence and address.
    #[wasm_bindgen(unchecked_return_type = "SourceInfo[]")]
    pub fn sources(&self) -> JsValue {
        to_js(&self.table.source_infos())
    }

    /// Subscription plans.
    #[wasm_bindgen(unchecked_return_type = "Plan[]")]
    pub fn plans(&self) -> JsValue {
        to_js(&self.extras.plans())
    }

    /// Dated exchange rates, oldest first.
    #[wasm_bindgen(unchecked_return_type = "ExchangeRate[]")]
    pub fn exchange(&self) -> JsValue {
        to_js(&self.extras.exchange())
    }
}

impl Engine {
    fn bill(&self, request: &Request) -> Result<Bill> {
        let (model, usage, at) = (
            request.required_text("model")?,
            request.usage("usage")?,
            request.instant("at")?,
        );
        let mut region = None;
        let terms = request.terms(&mut region)?;
        let call = Call {
            model: &model,
            usage: &usage,
            at,
            service_tier: terms.service_tier,
            region: terms.region,
            currency: terms.currency,
        };
        bill::price(&self.table, &call)
    }

    fn offers(&self, request: &Request) -> Result<Vec<Offer>> {
        let (vendor, mut region) = (request.text("vendor")?, None);
        let query = OffersQuery {
            at: request.instant("at")?,
            vendor: vendor.as_deref(),
            routes: request
                .get("routes")
                .is_none_or(|routes| routes.is_truthy()),
            terms: request.terms(&mut region)?,
        };
        Ok(self.table.offers(&query))
    }

    fn offer(&self, request: &Request) -> Result<JsValue> {
        let (name, at) = (request.required_text("model")?, request.instant("at")?);
        let found = self.table.find(&name);
        let offer = found.map(|found| self.table.offer(found.model, &Default::default(), at));
        Ok(offer.map_or(JsValue::UNDEFINED, |offer| to_js(&offer)))
    }

    fn history(&self, request: &Request) -> Result<Vec<Interval>> {
        let name = request.required_text("model")?;
        let position = self.table.position_of(&name)?;
        let (from, to) = (
            request.optional_instant("from")?,
            request.optional_instant("to")?,
        );
        let mut region = None;
        let terms = request.terms(&mut region)?;
        Ok(self.table.history(position, &terms, from, to))
    }

    fn characters(&self, request: &Request) -> Result<CharacterPrices> {
        let found = self.table.found(&request.required_text("model")?)?;
        let mut region = None;
        let card = self.table.card_of(&found, &request.terms(&mut region)?);
        let count = |name: &str| {
            let count = request.get(name).and_then(|value| value.as_f64());
            let whole = count.filter(|count| count.fract() == 0.0 && (1.0..=1e9).contains(count));
            whole
                .map(|count| count as u64)
                .ok_or_else(|| wrong(name, "a whole number from 1 to a billion"))
        };
        let (tokens, characters) = (count("tokens")?, count("characters")?);
        let at = request.instant("at")?;
        let rates = card.rates(&Usage::default(), at).ok();
        let price = |kind| per_million_characters(rates?.get(kind)?, tokens, characters);
        Ok(CharacterPrices {
            currency: card.currency,
            input: price(Kind::Input),
            output: price(Kind::Output),
            at: at.to_string(),
        })
    }

    fn columns(&self, request: &Request) -> Result<JsValue> {
        let name = request.required_text("model")?;
        let mut region = None;
        let terms = request.terms(&mut region)?;
        let columns = Columns::of(request)?;
        let card = self
            .table
            .find(&name)
            .map(|found| self.table.card_of(&found, &terms));
        let mut totals = bill::Totals::with_capacity(columns.length);
        for row in 0..columns.length {
            let usage = columns.usage(row)?;
            totals.add(card.as_ref(), &usage, columns.at(row));
        }
        let result: Target = Object::new().unchecked_into();
        let set = |key: &str, value: JsValue| result.put(&key.into(), &value);
        // One long string split on the JS side: far cheaper than a string a call.
        let list = |texts: &str| -> JsValue {
            let texts: Lines = JsValue::from_str(texts).unchecked_into();
            match columns.length {
                0 => Array::new().into(),
                _ => texts.split(&"\n".into()),
            }
        };
        set("totals", list(&totals.texts));
        let ranges = totals.sum_high != totals.sum;
        let highs = if ranges {
            list(&totals.highs)
        } else {
            JsValue::NULL
        };
        set("highs", highs);
        set("status", Uint8Array::from(totals.status.as_slice()).into());
        set(
            "currency",
            card.as_ref()
                .map_or(JsValue::NULL, |card| card.currency.as_str().into()),
        );
        set(
            "model",
            card.as_ref()
                .map_or(JsValue::NULL, |card| card.model.as_str().into()),
        );
        let sum = |of: Amount| match totals.is_known() {
            true => of.to_string().into(),
            false => JsValue::NULL,
        };
        set("sum", sum(totals.sum));
        set("sumHigh", sum(totals.sum_high));
        let at = match &columns.at {
            Moments::Same(at) => at.to_string().into(),
            Moments::Each(_) => JsValue::NULL,
        };
        set("at", at);
        Ok(result.into())
    }
}

/// Prices of a million characters.
#[derive(serde::Serialize)]
struct CharacterPrices {
    currency: Currency,
    input: Option<Amount>,
    output: Option<Amount>,
    at: String,
}

/// Columns of calls, copied out of JS once.
struct Columns {
    length: usize,
    usage: Vec<(Kind, Column)>,
    at: Moments,
}

/// One value for all calls, or one for each.
enum Column {
    Same(f64),
    Each(Vec<f64>),
}

/// One instant for all calls, or one for each in milliseconds.
enum Moments {
    Same(Instant),
    Each(Vec<f64>),
}

impl Columns {
    fn of(request: &Request) -> Result<Columns> {
        let usage = request
            .get("usage")
            .filter(JsValue::is_object)
            .ok_or_else(|| wrong("usage", "an object of columns"))?;
        let mut columns = Vec::new();
        let mut length = None;
        let mut fits = |name: &str, found: usize| match length.replace(found) {
            Some(before) if before != found => Err(wrong(name, "a column as long as the others")),
            _ => Ok(()),
        };
        for (kind, value) in counts(&usage)? {
            let path = || ["usage.", kind.name()].concat();
            let column = match (value.as_f64(), value.dyn_ref::<Float64Array>()) {
                (Some(same), _) => Column::Same(same),
                (None, Some(each)) => Column::Each(each.to_vec()),
                _ => return Err(wrong(&path(), "a Float64Array or a number")),
            };
            if let Column::Each(each) = &column {
                fits(&path(), each.len())?;
            }
            columns.push((kind, column));
        }
        let at = request.get("at").unwrap_or(JsValue::UNDEFINED);
        let at = match at.dyn_ref::<Float64Array>() {
            Some(each) => Moments::Each(each.to_vec()),
            None => Moments::Same(super::args::instant(&at, "at")?),
        };
        if let Moments::Each(each) = &at {
            fits("at", each.len())?;
            if let Some(row) = each.iter().position(|millis| !is_instant(*millis)) {
                let error = wrong("at", "milliseconds since 1970, within a Date's range");
                return Err(error.at_line(row as u32 + 1));
            }
        }
        Ok(Columns {
            length: length.unwrap_or(1),
            usage: columns,
            at,
        })
    }

    fn usage(&self, row: usize) -> Result<Usage> {
        let mut usage = Usage::default();
        for (kind, column) in &self.usage {
            let count = match column {
                Column::Same(same) => *same,
                Column::Each(each) => each[row],
            };
            usage.set(
                *kind,
                whole(*kind, Some(count)).map_err(|error| error.at_line(row as u32 + 1))?,
            );
        }
        usage.check()?;
        Ok(usage)
    }

    fn at(&self, row: usize) -> Instant {
        match &self.at {
            Moments::Each(each) => Instant::from_millis(each[row].floor() as i64),
            Moments::Same(same) => *same,
        }
    }
}
