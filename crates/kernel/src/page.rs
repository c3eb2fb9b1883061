//! Numbered pages of a list.

use serde::Serialize;

/// Which part of a list is wanted; built clamped, so it is always valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageRequest {
    number: u32,
    size: u32,
}

impl PageRequest {
    /// Entries on a page when the caller does not say.
    pub const DEFAULT_SIZE: u32 = 15;
    /// The largest page.
    pub const MAX_SIZE: u32 = 100;

    /// Page `number` counts from 1; `size` is clamped to 1–100.
    pub fn new(number: Option<u32>, size: Option<u32>) -> Self {
        Self { number: number.unwrap_or(1).max(1), size: size.unwrap_or(Self::DEFAULT_SIZE).clamp(1, Self::MAX_SIZE) }
    }

    /// From 1.
    pub const fn number(self) -> u32 {
        self.number
    }

    /// Entries a page.
    pub const fn limit(self) -> i64 {
        self.size as i64
    }

    /// Entries before this page.
    pub const fn offset(self) -> i64 {
        (self.number as i64 - 1) * self.size as i64
    }
}

impl Default for PageRequest {
    fn default() -> Self {
        Self::new(None, None)
    }
}

/// One page and how many entries there are in all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The entries of this page.
    pub items: Vec<T>,
    /// Entries on all pages.
    pub total: u64,
    /// What was asked for.
    pub request: PageRequest,
}

impl<T> Page<T> {
    /// The same page of other things.
    pub fn map<U>(self, into: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(into).collect(), total: self.total, request: self.request }
    }

    /// What the caller is told about the page.
    pub fn meta(&self) -> PageMeta {
        let size = u64::from(self.request.size);
        PageMeta {
            current_page: self.request.number,
            per_page: self.request.size,
            last_page: self.total.div_ceil(size).max(1),
            total: self.total,
        }
    }
}

/// `meta` of a list answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct PageMeta {
    /// From 1.
    pub current_page: u32,
    /// Entries a page.
    pub per_page: u32,
    /// At least 1, also for an empty list.
    pub last_page: u64,
    /// Entries on all pages.
    pub total: u64,
}

/// Ascending or descending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Direction {
    /// Smallest first.
    #[default]
    Ascending,
    /// Largest first.
    Descending,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_request_is_clamped_and_never_refused() {
        let request = PageRequest::new(Some(0), Some(1_000));
        assert_eq!((request.number(), request.limit(), request.offset()), (1, 100, 0));
        assert_eq!(PageRequest::new(Some(3), None).offset(), 30);
    }

    #[test]
    fn an_empty_list_still_has_a_last_page() {
        let page: Page<u8> = Page { items: vec![], total: 0, request: PageRequest::default() };
        assert_eq!(page.meta().last_page, 1);
    }
}
