/** Starts every component that the page marks with `data-module`. */
export function initAll(): void
