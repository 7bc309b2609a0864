import { document } from './document.ts'
import { markup } from './markup.ts'

interface Text {
  readonly title: string
  readonly text: string
  readonly route: string
}

/** A page that is a title and a paragraph. */
export function plain({ title, text, route }: Text): string {
  const main = markup`
    <h1 class="govuk-heading-xl" data-testid="page-title">${title}</h1>
    <p class="govuk-body">${text}</p>`
  return document({ title, main, route, pageProps: {} })
}

export const home = plain({
  title: 'Explore education statistics',
  text: 'Select an option to find the national statistics and data you’re looking for.',
  route: '/',
})

export const notFound = plain({
  title: 'Page not found',
  text: 'If you typed the web address, check it is correct.',
  route: '/404',
})

export const problem = plain({
  title: "Sorry, there's a problem with the service",
  text: 'Try again later.',
  route: '/_error',
})
