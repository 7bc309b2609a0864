import type { Publication } from '../publication.ts'
import { headings, subjects } from '../generate/vocabulary.ts'
import { type Random, random } from '../random.ts'
import { markup, type Markup, nothing } from './markup.ts'

/** Where the service keeps the images of its releases. */
const CONTENT_API = 'https://content.explore-education-statistics.service.gov.uk/api'

/** The content of a release's home page: as long and as illustrated as the publication's name draws it. */
export function releaseBody({ slug, title }: Publication): Markup {
  const draw = random('release body', slug)
  const sections = headings(draw, 3 + draw.below(8))
  return markup`
    <section id="background-information">
      <h2>Background information</h2>
      <div><div class="dfe-content"><p>This release is about ${title}.</p>${paragraphs(draw)}</div></div>
    </section>
    <section id="headlines-section">
      <h2>Headline facts and figures</h2>
      <div class="dfe-content">${bullets(draw)}</div>
    </section>
    <div id="content" data-testid="home-content">${sections.map((name) => section(draw, name))}</div>`
}

/** The logo of an organisation that publishes with the department; most releases have none. */
export function organisationLogo({ slug }: Publication): Markup {
  const draw = random('organisation', slug)
  return draw.below(8) > 0
    ? nothing
    : markup`<img src="/api/assets/organisation-logo-${draw.below(3)}.svg" alt="Skills England" height="60"/>`
}

function section(draw: Random, name: string): Markup {
  return markup`
    <section data-testid="home-content-section">
      <h2 class="govuk-heading-l">${name}</h2>
      <div class="dfe-content">
        ${paragraphs(draw)}
        ${draw.below(2) === 0 ? bullets(draw) : nothing}
        ${draw.below(5) === 0 ? image(draw) : nothing}
      </div>
    </section>`
}

const paragraphs = (draw: Random): readonly Markup[] =>
  Array.from({ length: 1 + draw.below(4) }, () => markup`<p>${text(draw)}</p>`)

/** Lists as the site's editor writes them: a link, or a paragraph with one, inside an entry. */
function bullets(draw: Random): Markup {
  const entries = Array.from({ length: 2 + draw.below(4) }, () =>
    draw.below(2) === 0
      ? markup`<li>${text(draw)} (<a href="/glossary">glossary</a>)</li>`
      : markup`<li><p>${text(draw)} See <a href="/methodology">how it is measured</a>.</p></li>`,
  )
  return markup`<ul>${entries}</ul>`
}

const image = (draw: Random): Markup => markup`
  <figure class="image">
    <img src="${CONTENT_API}/releases/${draw.below(10_000)}/images/${draw.below(10_000)}" alt="A chart"/>
  </figure>`

function text(draw: Random): string {
  const sentences = subjects(draw, 1 + draw.below(4))
  return sentences.map((subject) => `${subject}, year by year and for all of England.`).join(' ')
}
