/** Starts every component that the page, or a part of it, marks with `data-module`. */
export function initAll(config?: { scope: Element }): void
