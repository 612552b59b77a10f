//! Text that many calls share, stored once.

use hashbrown::HashTable;
use std::hash::{DefaultHasher, Hash, Hasher};

/// The same 64 bits for the same parts on every run and machine.
pub(crate) fn hash_of(parts: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    parts.hash(&mut hasher);
    hasher.finish()
}

/// A list of distinct names, each found by its text or its place.
#[derive(Default)]
pub(crate) struct Names {
    list: Vec<Box<str>>,
    index: HashTable<u32>,
}

impl Names {
    /// The place of a name, adding it if it is new.
    pub(crate) fn place(&mut self, name: &str) -> u32 {
        let list = &self.list;
        let same = |&at: &u32| &*list[at as usize] == name;
        if let Some(&at) = self.index.find(hash_of(name), same) {
            return at;
        }
        let at = self.list.len() as u32;
        self.list.push(name.into());
        let list = &self.list;
        let rehash = |&at: &u32| hash_of(&*list[at as usize]);
        self.index.insert_unique(hash_of(name), at, rehash);
        at
    }

    pub(crate) fn name(&self, at: u32) -> Option<&str> {
        self.list.get(at as usize).map(|name| &**name)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.list.iter().map(|name| &**name)
    }
}
