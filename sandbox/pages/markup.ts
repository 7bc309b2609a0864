/** Markup, as against text that is still to be escaped. */
export interface Markup {
  readonly markup: string
}

type Value = Markup | string | number | readonly Markup[]

/**
 * Markup from a template: text is escaped, markup put in as it is. A line break and the indent after it vanish, as
 * the site's own renderer leaves no white space between elements.
 */
export function markup(strings: TemplateStringsArray, ...values: readonly Value[]): Markup {
  const tight = strings.map((text) => text.replaceAll(/\n\s*/g, ''))
  return { markup: String.raw({ raw: tight }, ...values.map(render)) }
}

/** Text that is markup already. */
export const trusted = (text: string): Markup => ({ markup: text })

export const nothing = trusted('')

function render(value: Value): string {
  if (typeof value === 'string' || typeof value === 'number') return escape(String(value))
  return 'markup' in value ? value.markup : value.map(render).join('')
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#x27;',
}

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}
