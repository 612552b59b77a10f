//! Blocks of models as bytes, column by column: one is read without the others, and its names
//! without the rest.

use super::models::Spelling;
use super::pack::{Pack, read_bytes, read_count, read_new, write_bytes, write_varint};
use super::table::{Model, Price};

/// Models of one block: few enough to be read for the sake of one, and enough for few blocks.
pub(super) const BLOCK: usize = 32;

/// The packed columns of one block.
#[derive(Clone)]
pub(super) struct Block {
    models: usize,
    columns: Vec<&'static [u8]>,
}

type Columns<'a> = std::slice::Iter<'a, &'static [u8]>;

/// Writes and reads columns of a list. Likes lie beside likes, and compress better.
macro_rules! pack_columns {
    ($($type:ident, $count:ident, $write:ident, $read:ident: $($($field:ident).+),+;)+) => {$(
        const $count: usize = [$(stringify!($($field).+)),+].len();

        fn $write(items: &[$type], out: &mut Vec<Vec<u8>>) {
            $(
                let mut column = Vec::new();
                items.iter().for_each(|item| item.$($field).+.write(&mut column));
                out.push(column);
            )+
        }

        fn $read(items: &mut [$type], columns: &mut Columns) -> Option<()> {
            $(
                let from = &mut &**columns.next()?;
                for item in items.iter_mut() {
                    item.$($field).+.read(from)?;
                }
            )+
            Some(())
        }
    )+};
}
pack_columns! {
    Model, MODEL_COLUMNS, write_models, read_models: id, name, aliases, facts.tokenizer, facts.tier,
        facts.context, facts.max_output, facts.released, facts.usage, facts.open_weights,
        facts.cache, deprecated, retired;
    Price, PRICE_COLUMNS, write_prices, read_prices: currency, from, to, rates, rules, sources,
        rate_sources, rule_sources, checked, note;
}

/// Columns of a block: first the vendors, each with how many of the models are its own; then the
/// models, how many prices each has, and the prices.
const COLUMNS: usize = 1 + MODEL_COLUMNS + 1 + PRICE_COLUMNS;

fn write_block(models: &[Model]) -> Vec<Vec<u8>> {
    let mut vendors = Vec::new();
    for same in models.chunk_by(|a, b| a.vendor == b.vendor) {
        (same[0].vendor, same.len() as u32).write(&mut vendors);
    }
    let mut columns = vec![vendors];
    write_models(models, &mut columns);
    let mut counts = Vec::new();
    for model in models {
        write_varint(model.prices.len() as u64, &mut counts);
    }
    columns.push(counts);
    let prices = models.iter().flat_map(|model| model.prices.to_vec());
    write_prices(&prices.collect::<Vec<Price>>(), &mut columns);
    columns
}

/// All models: their number, then the first column of every block, the second of every block…
pub(super) fn write_blocks(models: &[Model], out: &mut Vec<u8>) {
    write_varint(models.len() as u64, out);
    let blocks: Vec<_> = models.chunks(BLOCK).map(write_block).collect();
    for column in 0..COLUMNS {
        blocks
            .iter()
            .for_each(|block| write_bytes(&block[column], out));
    }
}

/// The inverse of [`write_blocks`], with the number of all models; no column is read yet.
pub(super) fn read_blocks(from: &mut &'static [u8]) -> Option<(usize, Vec<Block>)> {
    let count = read_count(from)?;
    let mut blocks = Vec::new();
    for first in (0..count).step_by(BLOCK) {
        // Every model takes several bytes: a forged count cannot reserve memory.
        if first > from.len() {
            return None;
        }
        blocks.push(Block {
            models: BLOCK.min(count - first),
            columns: Vec::with_capacity(COLUMNS),
        });
    }
    for _ in 0..COLUMNS {
        for block in &mut blocks {
            block.columns.push(read_bytes(from)?);
        }
    }
    Some((count, blocks))
}

impl Block {
    /// Its models; `None` for bytes that [`write_blocks`] did not write.
    pub(super) fn read(&self) -> Option<Vec<Model>> {
        let columns = &mut self.columns[1..].iter();
        let (mut models, mut prices) = (Vec::new(), Vec::new());
        models.resize_with(self.models, Model::default);
        let mut vendors = self.vendors();
        for model in &mut models {
            model.vendor = vendors.next()?;
        }
        read_models(&mut models, columns)?;
        let mut column = *columns.next()?;
        let mut firsts = Vec::with_capacity(models.len());
        let mut count = 0;
        for _ in &models {
            firsts.push(count);
            count += read_count(&mut column)?;
        }
        prices.resize_with(count, Price::default);
        read_prices(&mut prices, columns)?;
        for (model, first) in models.iter_mut().zip(firsts).rev() {
            model.prices = prices.split_off(first).into();
        }
        Some(models)
    }

    /// Which of its models the one of that vendor and id is. A block without the vendor is passed
    /// over by its first column: every bill by a full id asks the blocks before its own.
    pub(super) fn position(&self, vendor: u16, id: &[u8]) -> Option<usize> {
        let mut first = 0;
        let (_, count) = self.runs().find(|(of, count)| {
            first += if *of == vendor { 0 } else { *count };
            *of == vendor
        })?;
        let mut ids = self.columns[1];
        let ids = std::iter::from_fn(move || read_bytes(&mut ids));
        let mut own = ids.skip(first).take(count);
        Some(first + own.position(|own| own == id)?)
    }

    /// Every way to name one of its models, of which `first` is the first: its first columns.
    pub(super) fn spellings(&self, first: usize, each: &mut dyn FnMut(Spelling)) -> Option<()> {
        let [_, mut ids, mut names, mut aliases, ..] = self.columns[..] else {
            return None;
        };
        for (model, vendor) in (first..).zip(self.vendors()) {
            let mut name = |text, display| {
                each(Spelling {
                    model,
                    vendor,
                    text,
                    display,
                });
            };
            name(read_bytes(&mut ids)?, false);
            name(read_bytes(&mut names)?, true);
            for _ in 0..read_count(&mut aliases)? {
                name(read_bytes(&mut aliases)?, false);
            }
        }
        Some(())
    }

    /// The vendor of each of its models.
    fn vendors(&self) -> impl Iterator<Item = u16> {
        let each = |(vendor, count)| std::iter::repeat_n(vendor, count);
        self.runs().flat_map(each).take(self.models)
    }

    /// The first column: vendors, each with how many models in a row are its own.
    fn runs(&self) -> impl Iterator<Item = (u16, usize)> {
        let mut runs = self.columns[0];
        let read = move || read_new::<(u16, u32)>(&mut runs);
        std::iter::from_fn(read).map(|(vendor, count)| (vendor, count as usize))
    }
}
