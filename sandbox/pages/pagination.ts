import { markup, type Markup, nothing } from './markup.ts'

interface Pages {
  readonly page: number
  readonly pages: number
  /** The address of a page. */
  readonly href: (page: number) => string
}

/** Links to the pages beside this one, the first and the last. */
export function pagination({ page, pages, href }: Pages): Markup {
  if (pages <= 1) return nothing
  const shown = [1, page - 1, page, page + 1, pages].filter((at) => at >= 1 && at <= pages)
  const items = [...new Set(shown)].map(
    (at) => markup`
      <li class="govuk-pagination__item">
        <a class="govuk-link govuk-pagination__link" aria-label="Page ${at}" href="${href(at)}">${at}</a>
      </li>`,
  )
  return markup`
    <nav class="govuk-pagination dfe-pagination" role="navigation" aria-label="Pagination">
      ${step('prev', page > 1 ? href(page - 1) : undefined)}
      <ul class="govuk-pagination__list">${items}</ul>
      ${step('next', page < pages ? href(page + 1) : undefined)}
    </nav>`
}

function step(rel: 'prev' | 'next', href: string | undefined): Markup {
  if (href === undefined) return nothing
  return markup`
    <div class="govuk-pagination__${rel}">
      <a class="govuk-link govuk-pagination__link" rel="${rel}" href="${href}">
        ${rel === 'prev' ? 'Previous' : 'Next'}<span class="govuk-visually-hidden"> page</span>
      </a>
    </div>`
}
