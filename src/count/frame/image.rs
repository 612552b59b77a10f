//! Images into tokens, by the vendors' formulas.

use super::pixels;
use crate::data::small::clamped;

/// A vendor's formula; pixels in, tokens out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Formula {
    /// OpenAI's older one: fit into 2,048 px, short side to 768 px, tiles of 512 px.
    Tiles {
        /// Tokens per image, and all of it at `detail: low`.
        base: u32,
        /// Tokens per tile.
        tile: u32,
    },
    /// OpenAI's newer one: patches of 32 px times a multiplier.
    Patches {
        /// Tokens per 1,000 patches.
        multiplier: u32,
        /// Most patches at `detail: high`; the long side is at most 2,048 px.
        high: u32,
        /// Most patches and longest side at `detail: original`; 0 for no limit.
        original: (u32, u32),
        /// Whether `detail: auto` means `original`.
        auto_original: bool,
    },
    /// Claude's: pixels divided by 750 after fitting.
    Area {
        /// Longest side in pixels.
        edge: u32,
        /// Most tokens.
        most: u32,
    },
    /// Gemini 2's: 258 up to 384 px, else 258 per tile.
    Squares,
    /// A stated number, whatever the size: `[low, middle, high]`.
    Flat([u32; 3]),
}

/// Where an image's bytes are.
pub enum Source<'a> {
    /// Base64, with or without a `data:` prefix.
    Base64(&'a str),
    /// Elsewhere: its size is not known here.
    Address,
    /// Its size in pixels.
    Size(u32, u32),
}

impl<'a> Source<'a> {
    /// From a URL, which may be a `data:` one.
    pub fn from_url(url: &'a str) -> Self {
        match url
            .strip_prefix("data:")
            .and_then(|rest| rest.split_once(','))
        {
            Some((_, data)) => Source::Base64(data),
            None => Source::Address,
        }
    }

    /// Width and height in pixels, where the data tell.
    pub fn size(&self) -> Option<(u32, u32)> {
        match self {
            Source::Base64(data) => pixels::size_of_base64(data),
            Source::Address => None,
            Source::Size(width, height) => Some((*width, *height)),
        }
    }
}

/// The largest image vendors take, for bounds where the size is unknown.
const LARGEST: (u32, u32) = (8000, 8000);

/// `[low, middle, high]` tokens of an image. An unknown size gives the span from
/// the smallest to the largest image, with a 1,024 px square in the middle.
pub fn tokens(formula: &Formula, size: Option<(u32, u32)>, detail: &str) -> [u32; 3] {
    if let Formula::Flat(band) = formula {
        return *band;
    }
    let at = |(width, height)| one(formula, width, height, detail);
    match size {
        Some(size) => [at(size); 3],
        None => [at((32, 32)), at((1024, 1024)), at(LARGEST)],
    }
}

fn one(formula: &Formula, width: u32, height: u32, detail: &str) -> u32 {
    let (width, height) = (f64::from(width.max(1)), f64::from(height.max(1)));
    match *formula {
        Formula::Tiles { base, .. } if detail == "low" => base,
        Formula::Tiles { base, tile } => base + tile * tiles(width, height),
        Formula::Patches {
            multiplier,
            high,
            original,
            auto_original,
        } => {
            let patches = match detail {
                "low" => patches(512.0, 512.0, 0, 0),
                "original" => patches(width, height, original.0, original.1),
                "auto" | "" if auto_original => patches(width, height, original.0, original.1),
                _ => patches(width, height, high, 2048),
            };
            u32::try_from((u64::from(patches) * u64::from(multiplier)).div_ceil(1000))
                .unwrap_or(u32::MAX)
        }
        Formula::Area { edge, most } => {
            let (width, height) = fit(width, height, f64::from(edge));
            ((width * height / 750.0).ceil() as u32).min(most)
        }
        Formula::Squares if width <= 384.0 && height <= 384.0 => 258,
        Formula::Squares => 258 * squares(width, height),
        Formula::Flat(band) => band[1],
    }
}

fn fit(width: f64, height: f64, edge: f64) -> (f64, f64) {
    let scale = (edge / width.max(height)).min(1.0);
    (width * scale, height * scale)
}

fn tiles(width: f64, height: f64) -> u32 {
    let (width, height) = fit(width, height, 2048.0);
    let scale = (768.0 / width.min(height)).min(1.0);
    let side = |pixels: f64| (pixels * scale / 512.0).ceil() as u32;
    side(width) * side(height)
}

/// Patches of 32 px after scaling to a longest side and a number of patches.
fn patches(width: f64, height: f64, most: u32, edge: u32) -> u32 {
    let (mut width, mut height) = match edge {
        0 => (width, height),
        _ => fit(width, height, f64::from(edge)),
    };
    let count = |width: f64, height: f64| {
        (width.floor() / 32.0).ceil() as u32 * (height.floor() / 32.0).ceil() as u32
    };
    if most > 0 && count(width, height) > most {
        let scale = (1024.0 * f64::from(most) / (width * height)).sqrt();
        let (across, down) = (width * scale / 32.0, height * scale / 32.0);
        // Down to whole patches on the side that loses more by it.
        let trim = (across.floor() / across).min(down.floor() / down);
        (width, height) = (width * scale * trim, height * scale * trim);
    }
    // The trimmed side is whole but for the rounding of a float.
    count(width + 1e-6, height + 1e-6).max(1)
}

/// Gemini 2's tiles: square crops of two thirds of the short side, 256 to 768 px.
fn squares(width: f64, height: f64) -> u32 {
    let unit = clamped((width.min(height) / 1.5).floor(), 256.0, 768.0);
    ((width / unit).ceil() * (height / unit).ceil()) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_as_the_vendors_examples() {
        let gpt_4o = Formula::Tiles {
            base: 85,
            tile: 170,
        };
        assert_eq!(tokens(&gpt_4o, Some((1024, 1024)), "high"), [765; 3]);
        assert_eq!(tokens(&gpt_4o, Some((2048, 4096)), "high"), [1105; 3]);
        assert_eq!(tokens(&gpt_4o, Some((4096, 8192)), "low"), [85; 3]);
    }

    #[test]
    fn patches_as_the_vendors_examples() {
        let mini = Formula::Patches {
            multiplier: 1000,
            high: 1536,
            original: (1536, 2048),
            auto_original: false,
        };
        assert_eq!(tokens(&mini, Some((1024, 1024)), "auto"), [1024; 3]);
        assert_eq!(tokens(&mini, Some((1800, 2400)), "auto"), [1452; 3]);
    }

    #[test]
    fn patches_as_measured_on_twelve_megapixels() {
        let gpt_6 = Formula::Patches {
            multiplier: 1200,
            high: 2500,
            original: (0, 0),
            auto_original: true,
        };
        assert_eq!(tokens(&gpt_6, Some((4032, 3024)), "auto"), [14_364; 3]);
        assert_eq!(tokens(&gpt_6, Some((4032, 3024)), "high"), [2_942; 3]);
    }

    #[test]
    fn area_is_capped() {
        let old = Formula::Area {
            edge: 1568,
            most: 1600,
        };
        assert_eq!(tokens(&old, Some((200, 200)), ""), [54; 3]);
        assert_eq!(tokens(&old, Some((1092, 1092)), ""), [1590; 3]);
        assert_eq!(tokens(&old, Some((8000, 8000)), ""), [1600; 3]);
    }

    #[test]
    fn an_unknown_size_is_a_span() {
        let [low, middle, high] = tokens(&Formula::Squares, None, "");
        assert!(low <= middle && middle < high);
        assert_eq!(low, 258);
    }
}
