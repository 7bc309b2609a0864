import { markup, type Markup, nothing, trusted } from './markup.ts'

/** A page inside the site's frame. */
export interface Content {
  readonly title: string
  /** What stands in `main`. */
  readonly main: Markup
  /** The file of the page's code, as `/find-statistics`. */
  readonly route: string
  readonly query?: Readonly<Record<string, string>>
  /** What the server rendered the page from; undefined leaves the script out. */
  readonly pageProps: Readonly<Record<string, unknown>> | undefined
  readonly noIndex?: boolean
}

/** The whole document: head, header, the page, the feedback block, footer, and the data it was rendered from. */
export function document(content: Content): string {
  const { title, main, noIndex = false } = content
  return markup`
    <!DOCTYPE html>
    <html lang="en" class="govuk-template">
      <head>
        <meta charset="utf-8"/>
        <title>${title} - Explore education statistics - GOV.UK</title>
        ${noIndex ? markup`<meta name="robots" content="noindex"/>` : nothing}
      </head>
      <body class="govuk-template__body">
        <div id="__next">
          <a class="govuk-skip-link" href="#main-content">Skip to main content</a>
          ${header}
          <div class="govuk-width-container dfe-width-container">
            <main class="govuk-main-wrapper app-main-class" id="main-content" role="main">${main}</main>
            ${feedback}
          </div>
          ${footer}
        </div>
        ${nextData(content)}
      </body>
    </html>`.markup
}

const header = markup`
  <header class="govuk-header" role="banner">
    <a class="govuk-header__link govuk-header__link--homepage" href="/">Explore education statistics</a>
  </header>`

const feedback = markup`
  <div class="PageFeedback_container__x9K2p">
    <h2 class="govuk-heading-s">Is this page useful?</h2>
    <button type="button">Yes</button><button type="button">No</button>
    <form hidden="">
      <h3>Help us improve Explore education statistics</h3>
      <p>Don’t include personal or financial information.</p>
    </form>
  </div>`

const footer = markup`
  <footer class="govuk-footer" role="contentinfo">
    <ul class="govuk-footer__inline-list">
      <li><a class="govuk-footer__link" href="/cookies">Cookies</a></li>
      <li><a class="govuk-footer__link" href="/accessibility-statement">Accessibility statement</a></li>
    </ul>
  </footer>`

function nextData({ route, query = {}, pageProps }: Content): Markup {
  if (pageProps === undefined) return nothing
  const data = { props: { pageProps }, page: route, query, buildId: 'sandbox', gssp: true }
  // A `<` in a title could end the script.
  const json = JSON.stringify(data).replaceAll('<', String.raw`\u003c`)
  return trusted(`<script id="__NEXT_DATA__" type="application/json">${json}</script>`)
}
