//! What stays bytes until it is asked for: one bill needs few of a table's parts, and reading
//! all of them takes longer than compiling the engine.

use super::pack::{Pack, read_bytes, read_count, read_new, write_bytes, write_varint};
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

/// A part of the table, read from its bytes when it is first looked at.
#[derive(Clone, Debug)]
pub struct Lazy<T> {
    bytes: &'static [u8],
    read: OnceLock<Arc<T>>,
}

impl<T> Lazy<T> {
    pub(super) fn packed(bytes: &'static [u8]) -> Lazy<T> {
        let read = OnceLock::new();
        Lazy { bytes, read }
    }

    /// As it is packed.
    #[cfg(test)]
    pub(super) fn bytes(&self) -> &'static [u8] {
        self.bytes
    }
}

impl<T> From<T> for Lazy<T> {
    fn from(item: T) -> Lazy<T> {
        Lazy {
            bytes: &[],
            read: OnceLock::from(Arc::new(item)),
        }
    }
}

impl<T: Default> Default for Lazy<T> {
    fn default() -> Lazy<T> {
        T::default().into()
    }
}

#[allow(private_bounds)]
impl<T: Pack> Lazy<T> {
    /// What it says, to be kept beside the table.
    ///
    /// # Panics
    /// For bytes that `pack` did not write. Those of the shipped table a test reads all; those
    /// of an own table come with a seal, which tells damage and no forgery.
    pub(super) fn shared(&self) -> &Arc<T> {
        let all = |mut bytes| read_new(&mut bytes).filter(|_| bytes.is_empty());
        let read = || Arc::new(all(self.bytes).expect("packed by this version"));
        self.read.get_or_init(read)
    }
}

#[allow(private_bounds)]
impl<T: Pack> Deref for Lazy<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.shared()
    }
}

#[allow(private_bounds)]
impl<T: Pack + PartialEq> PartialEq for Lazy<T> {
    fn eq(&self, other: &Lazy<T>) -> bool {
        **self == **other
    }
}

/// Writes what can be passed over.
pub(super) fn write_lazy<T: Pack>(item: &Lazy<T>, out: &mut Vec<u8>) {
    let mut bytes = Vec::new();
    item.write(&mut bytes);
    write_bytes(&bytes, out);
}

/// The inverse of [`write_lazy`]; nothing is read yet.
pub(super) fn read_lazy<T>(from: &mut &'static [u8]) -> Option<Lazy<T>> {
    read_bytes(from).map(Lazy::packed)
}

/// Writes a list whose items can be read one by one.
pub(super) fn write_lazily<T: Pack>(items: &[Lazy<T>], out: &mut Vec<u8>) {
    write_varint(items.len() as u64, out);
    items.iter().for_each(|item| write_lazy(item, out));
}

/// The inverse of [`write_lazily`]; no item is read yet.
pub(super) fn read_lazily<T>(from: &mut &'static [u8]) -> Option<Vec<Lazy<T>>> {
    let count = read_count(from)?;
    // Every item takes a byte at least: a forged count cannot reserve memory.
    let mut items = Vec::with_capacity(count.min(from.len()));
    for _ in 0..count {
        items.push(read_lazy(from)?);
    }
    Some(items)
}
