/** The path of an address with or without the site in it; '' where it is none. */
export const pathOf = (href = ''): string => URL.parse(href, 'https://site.invalid')?.pathname ?? ''
