import type { Meaning } from '../../define.ts'

/** What the site's own pages say: its publications, its data sets, the cache key. */
export const site = {
  slug: {
    means:
      'How addresses name the publication, in small letters, as `pupil-absence-in-schools-in-england`.',
  },
  title: { means: 'The title of the publication, as the site writes it today.' },
  url: { means: 'The address of the page.' },
  heading: { means: "The page's heading: the title of its publication." },
  avg_read_time: {
    means:
      'How long it takes to read the latest release: its words at 265 a minute, and 12 seconds for each image.',
    unit: 'seconds',
  },
  dataset_name: { means: 'The title of the data set, as the site writes it.' },
  dataset_id: { means: "The id of the data set's file, by which the site's addresses name it." },
  link: { means: "The path of the data set's page on the site." },
  page: { means: 'The path of the page that the publication’s own path leads to.' },
  words: {
    means:
      'Words of its paragraphs, headings, list entries and links; each is counted for itself, so that the words of a link in a list are counted twice.',
    unit: 'count',
  },
  images: { means: 'Images, without logos.', unit: 'count' },
  published: { means: 'When the data set was first published.', unit: 'London day' },
  last_updated: { means: 'When the data set last changed.', unit: 'London day' },
  api_dataset_id: { means: "The data set's id in the public API: `dataSetId` of its logs." },
  publication_id: { means: "The publication's id in the public API." },
  latest_data: {
    means: 'The newest day that the summaries of the service and of its publications both have.',
    unit: 'London day',
  },
} as const satisfies Readonly<Record<string, Meaning>>
