/** What is installed: versions, and the SHA-256 of each file. */
export interface Pins {
  readonly spark: { readonly version: string; readonly sha256: string }
  /** All of one version; by artifact. */
  readonly delta: { readonly version: string; readonly jars: Readonly<Record<string, string>> }
}

export const PINS: Pins = {
  // Of the source package of Spark's Python part, the only one that holds the Thrift server's jars.
  spark: {
    version: '4.1.4',
    sha256: 'bcbd5e18690cf79d438e97210ad06fb8d451a251bb77becc2b0418868d2acd73',
  },
  // Those for Spark 4.1; what they need besides is among Spark's.
  delta: {
    version: '4.4.0',
    jars: {
      'delta-spark_4.1_2.13': '75a9400986853c061f5109f012547de2545a5759e5e752e5ef633dabe16a4f10',
      'delta-storage': 'c46735481fa8e326b0957be02b4420cbcab4b325bb08009b7f2045a95133f1cc',
      'delta-kernel-api': 'ee9b5a14ac3b7efdff4d61a58478fe8eb0e5a3fbca43889dca7290795fe79a11',
      'delta-kernel-defaults': '225c975199e4718b38ee5b7e6da7f19e9585024262b2cec2656b32151a856b0b',
    },
  },
}
