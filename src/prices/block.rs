//! Blocks of models as bytes, column by column: one is read without the others, and its names
//! without the rest.

use super::models::Spelling;
use super::pack::{Pack, read_bytes, read_count, write_varint};
use super::table::{Model, Price};

/// Models of one block: few enough to be read for the sake of one, and enough for few blocks.
pub(super) const BLOCK: usize = 64;

/// The packed columns of one block.
#[derive(Clone)]
pub(super) struct Block {
    models: usize,
    columns: Vec<&'static [u8]>,
}

type Columns<'a> = std::slice::Iter<'a, &'static [u8]>;

/// Writes and reads columns of a list. Likes lie beside likes, and compress better.
macro_rules! pack_columns {
    ($($type:ident, $write:ident, $read:ident: $($($field:ident).+),+;)+) => {$(
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
                    item.$($field).+ = Pack::read(from)?;
                }
            )+
            Some(())
        }
    )+};
}
pack_columns! {
    Model, write_models, read_models: vendor, id, name, aliases, facts.tokenizer, facts.tier,
        facts.context, facts.max_output, facts.released, facts.usage, facts.open_weights,
        facts.cache, deprecated, retired;
    Price, write_prices, read_prices: currency, from, to, rates, rules, sources, checked, note;
}

/// Columns of a block: the above, and between them how many prices each model has.
const COLUMNS: usize = 14 + 1 + 8;

fn write_block(models: &[Model]) -> Vec<Vec<u8>> {
    let mut columns = Vec::new();
    write_models(models, &mut columns);
    let mut counts = Vec::new();
    for model in models {
        write_varint(model.prices.len() as u128, &mut counts);
    }
    columns.push(counts);
    let prices = models.iter().flat_map(|model| model.prices.clone());
    write_prices(&prices.collect::<Vec<Price>>(), &mut columns);
    columns
}

/// All models: their number, then the first column of every block, the second of every block…
pub(super) fn write_blocks(models: &[Model], out: &mut Vec<u8>) {
    write_varint(models.len() as u128, out);
    let blocks: Vec<_> = models.chunks(BLOCK).map(write_block).collect();
    for column in 0..COLUMNS {
        blocks.iter().for_each(|block| block[column].write(out));
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
        let columns = &mut self.columns.iter();
        let mut models = vec![Model::default(); self.models];
        read_models(&mut models, columns)?;
        let mut column = *columns.next()?;
        let mut counts = Vec::with_capacity(models.len());
        for _ in &models {
            counts.push(read_count(&mut column)?);
        }
        let mut prices = vec![Price::default(); counts.iter().sum()];
        read_prices(&mut prices, columns)?;
        let mut prices = prices.into_iter();
        for (model, count) in models.iter_mut().zip(counts) {
            model.prices = prices.by_ref().take(count).collect();
        }
        Some(models)
    }

    /// Every way to name one of its models, of which `first` is the first: its first columns.
    pub(super) fn spellings(&self, first: usize, each: &mut dyn FnMut(Spelling)) -> Option<()> {
        let [vendors, ids, names, aliases, ..] = &mut self.columns.clone()[..] else {
            return None;
        };
        for model in first..first + self.models {
            let vendor = u16::read(vendors)?;
            let mut name = |text, display| {
                each(Spelling {
                    model,
                    vendor,
                    text,
                    display,
                });
            };
            name(read_bytes(ids)?, false);
            name(read_bytes(names)?, true);
            for _ in 0..read_count(aliases)? {
                name(read_bytes(aliases)?, false);
            }
        }
        Some(())
    }
}
