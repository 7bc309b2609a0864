/** Text as a browser shows it, its white space squeezed. */
export const squeezed = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

/** Text of a page as a browser shows it. */
export const pageText = (selection: { text(): string }): string => squeezed(selection.text())
