import { runningSums } from '../random.ts'

/** How visitors read: what with, and where they came from. */
export interface Mix {
  /** The values of the two dimensions that name it. */
  readonly kinds: readonly (readonly [string, string])[]
  readonly sums: Float64Array
}

/** Device category and browser. */
export const devices = mix([
  ['desktop', 'Chrome', 380],
  ['desktop', 'Edge', 370],
  ['desktop', 'Safari', 40],
  ['desktop', 'Firefox', 22],
  ['desktop', 'Opera', 3],
  ['desktop', '(not set)', 2],
  ['mobile', 'Safari', 78],
  ['mobile', 'Chrome', 70],
  ['mobile', 'Samsung Internet', 9],
  ['mobile', 'Android Webview', 4],
  ['mobile', 'Edge', 3],
  ['tablet', 'Safari', 9],
  ['tablet', 'Chrome', 6],
  ['tablet', 'Amazon Silk', 1],
  ['smart tv', 'Chrome', 0.2],
])

/** Session source and medium. */
export const sources = mix([
  ['google', 'organic', 400],
  ['(direct)', '(none)', 220],
  ['gov.uk', 'referral', 150],
  ['bing', 'organic', 90],
  ['(not set)', '(not set)', 14],
  ['duckduckgo', 'organic', 12],
  ['yahoo', 'organic', 7],
  ['ecosia.org', 'organic', 6],
  ['chatgpt.com', 'referral', 6],
  ['(data not available)', '(data not available)', 4],
  ['public.govdelivery.com', 'referral', 8],
  ['department-for-education.shinyapps.io', 'referral', 9],
  ['get-information-schools.service.gov.uk', 'referral', 4],
  ['ons.gov.uk', 'referral', 6],
  ['commonslibrary.parliament.uk', 'referral', 5],
  ['teams.microsoft.com', 'referral', 5],
  ['educationhub.blog.gov.uk', 'referral', 3],
  ['ofsted.gov.uk', 'referral', 2],
  ['schoolsweek.co.uk', 'referral', 4],
  ['tes.com', 'referral', 2],
  ['bbc.co.uk', 'referral', 3],
  ['theguardian.com', 'referral', 3],
  ['linkedin.com', 'referral', 2],
  ['t.co', 'referral', 3],
  ['facebook.com', 'referral', 1],
  ['newsletter', 'email', 4],
  ['DfE-stats-alert', 'email', 3],
  ['baidu', 'organic', 1],
  ['classroom.google.com', 'referral', 1],
  ['en.wikipedia.org', 'referral', 2],
])

/** Share of the sessions of a day that begin in each hour, from midnight on. */
export const hours = runningSums([
  9, 5, 3, 3, 4, 7, 18, 45, 90, 128, 132, 122, 98, 106, 116, 110, 90, 58, 38, 32, 30, 28, 22, 14,
])

function mix(shares: readonly (readonly [string, string, number])[]): Mix {
  return {
    kinds: shares.map(([first, second]) => [first, second]),
    sums: runningSums(shares.map(([, , share]) => share)),
  }
}
