//! The models of a table. Packed ones stay bytes until one of their block is asked for: a
//! bill needs one model, and reading all of them takes longer than compiling the engine.

use super::block::{BLOCK, Block};
use super::table::Model;
use std::ops::Index;
use std::sync::OnceLock;

/// Models in the order of the table, by position.
#[derive(Clone)]
pub struct Models(Form);

#[derive(Clone)]
enum Form {
    Read(Vec<Model>),
    Packed { count: usize, blocks: Vec<Packed> },
}

/// Why packed bytes can be read.
const BUILT: &str = "packed by this version";

/// A block and, once one of its models was asked for, what it says.
#[derive(Clone)]
struct Packed {
    block: Block,
    read: OnceLock<Vec<Model>>,
}

/// A way to name a model.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spelling<'a> {
    /// Position of the model.
    pub(super) model: usize,
    /// Position of its vendor.
    pub(super) vendor: u16,
    /// The name as it is written.
    pub(super) text: &'a [u8],
    /// False for an id or alias, true for the name made for reading.
    pub(super) display: bool,
}

impl Models {
    pub(super) fn packed(count: usize, blocks: Vec<Block>) -> Models {
        let unread = |block| Packed {
            block,
            read: OnceLock::new(),
        };
        Models(Form::Packed {
            count,
            blocks: blocks.into_iter().map(unread).collect(),
        })
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        match &self.0 {
            Form::Read(models) => models.len(),
            Form::Packed { count, .. } => *count,
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All of them, by position.
    pub fn iter(&self) -> impl Iterator<Item = &Model> + Clone {
        (0..self.len()).map(|at| &self[at])
    }

    /// All of them, to be changed.
    pub(super) fn read_mut(&mut self) -> &mut Vec<Model> {
        if let Form::Packed { .. } = self.0 {
            self.0 = Form::Read(self.iter().cloned().collect());
        }
        match &mut self.0 {
            Form::Read(models) => models,
            Form::Packed { .. } => unreachable!("read above"),
        }
    }

    /// The position of the model of that vendor and id, without reading what is packed.
    pub(super) fn position(&self, vendor: u16, id: &str) -> Option<usize> {
        match &self.0 {
            Form::Read(models) => {
                let named = |model: &Model| model.vendor == vendor && &*model.id == id;
                models.iter().position(named)
            }
            Form::Packed { blocks, .. } => {
                let in_block = |(at, packed): (usize, &Packed)| {
                    Some(at * BLOCK + packed.block.position(vendor, id.as_bytes())?)
                };
                blocks.iter().enumerate().find_map(in_block)
            }
        }
    }

    /// Calls `each` with every id, alias and display name, without reading what is packed.
    pub(super) fn spellings(&self, each: &mut dyn FnMut(Spelling)) {
        match &self.0 {
            Form::Read(models) => {
                for (at, model) in models.iter().enumerate() {
                    let mut name = |text: &str, display| {
                        each(Spelling {
                            model: at,
                            vendor: model.vendor,
                            text: text.as_bytes(),
                            display,
                        });
                    };
                    name(&model.id, false);
                    name(&model.name, true);
                    model.aliases.iter().for_each(|alias| name(alias, false));
                }
            }
            Form::Packed { blocks, .. } => {
                for (at, packed) in blocks.iter().enumerate() {
                    let named = packed.block.spellings(at * BLOCK, each);
                    named.expect(BUILT);
                }
            }
        }
    }
}

impl Default for Models {
    fn default() -> Models {
        Models(Form::Read(Vec::new()))
    }
}

impl From<Vec<Model>> for Models {
    fn from(models: Vec<Model>) -> Models {
        Models(Form::Read(models))
    }
}

impl Index<usize> for Models {
    type Output = Model;

    fn index(&self, at: usize) -> &Model {
        match &self.0 {
            Form::Read(models) => &models[at],
            Form::Packed { blocks, .. } => &blocks[at / BLOCK].models()[at % BLOCK],
        }
    }
}

impl Packed {
    /// # Panics
    /// For bytes that `pack` did not write. Those of the shipped table a test reads all; those
    /// of an own table come with a seal, which tells damage and no forgery.
    fn models(&self) -> &[Model] {
        self.read.get_or_init(|| self.block.read().expect(BUILT))
    }
}

impl PartialEq for Models {
    fn eq(&self, other: &Models) -> bool {
        self.iter().eq(other.iter())
    }
}

impl std::fmt::Debug for Models {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
