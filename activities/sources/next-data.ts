import type { CheerioAPI } from 'cheerio/slim'
import { z } from 'zod'

const nextData = z.object({ props: z.object({ pageProps: z.record(z.string(), z.unknown()) }) })

/**
 * What the server rendered the page from, or undefined where the page does not have it in the known form: it is a
 * second source to hold the page against, and the site may leave it out.
 */
export function readNextData($: CheerioAPI): Readonly<Record<string, unknown>> | undefined {
  try {
    return nextData.parse(JSON.parse($('script#__NEXT_DATA__').text())).props.pageProps
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return undefined
    throw error
  }
}
