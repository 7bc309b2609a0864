/** Text of a page as a browser shows it, its white space squeezed. */
export const pageText = (selection: { text(): string }): string =>
  selection.text().replaceAll(/\s+/g, ' ').trim()
