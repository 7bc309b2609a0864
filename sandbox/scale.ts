/** The share of the live service's traffic at which all days since June 2023 come to some 600,000 rows. */
export const DEFAULT_SCALE = 0.007
