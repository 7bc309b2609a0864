import type { Meaning } from '../../define.ts'

/** What people did on a page, as the site reports it: an event has a name, a category and a label. */
export const events = {
  eventName: {
    means:
      'What was done, in the title case that the site writes: `CSV Download Button Clicked`, `session_start`… GA4 cuts it at 40 characters, so that a name with a title in it ends as a stump.',
  },
  eventAction: {
    means: 'What was done, as `eventName` of `ees_ga4_events`; not cut.',
  },
  eventCategory: {
    means:
      'Where it was done: a part of the site, a path, or the title of a publication and `Release Page`. GA4 cuts it at 100 characters; `(not set)` where the site sent none.',
  },
  eventLabel: {
    means:
      'What it was done to, as the site words it. GA4 cuts it at 100 characters; `(not set)` where the site sent none.',
  },
  eventCount: {
    means: 'How often it was done. May be summed over anything.',
    unit: 'count',
  },
  totalEvents: {
    means: 'How often it was done. May be summed over anything.',
    unit: 'count',
  },
  download_type: {
    means:
      'What kind of file: `CSV`, `ODS` and `Excel` by their buttons, `All files` of a release, `Data catalogue` for single data sets, `Ancillary` for supporting files.',
  },
  total_session_starts: {
    means: 'Sessions that began there, from `ees_session_starts`; none are known before GA4.',
    unit: 'count',
  },
  total_accordion_events: {
    means: 'Sections that were opened on its release pages.',
    unit: 'count',
  },
  total_download_events: { means: 'Files of it that were downloaded, anywhere.', unit: 'count' },
  total_featured_tables: { means: 'Featured tables of it that were opened.', unit: 'count' },
  total_search_events: { means: 'Searches within its release pages.', unit: 'count' },
  total_tables_created: {
    means: 'How often it and a subject of it were chosen in the table tool.',
    unit: 'count',
  },
} as const satisfies Readonly<Record<string, Meaning>>
