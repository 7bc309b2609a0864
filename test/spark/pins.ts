/** What is installed: versions, and the SHA-256 of each file. */
export interface Pins {
  readonly spark: { readonly version: string; readonly sha256: string }
  readonly jars: readonly Jar[]
}

/** By its names in Maven's repository. */
export interface Jar {
  readonly group: string
  readonly artifact: string
  readonly version: string
  readonly sha256: string
}

const delta = (artifact: string, sha256: string): Jar => ({
  group: 'io.delta',
  artifact,
  version: '4.4.0',
  sha256,
})

export const PINS: Pins = {
  // Of the source package of Spark's Python part, the only one that holds the Thrift server's jars.
  spark: {
    version: '4.1.4',
    sha256: 'bcbd5e18690cf79d438e97210ad06fb8d451a251bb77becc2b0418868d2acd73',
  },
  jars: [
    // Delta for Spark 4.1; what it needs besides is among Spark's.
    delta(
      'delta-spark_4.1_2.13',
      '75a9400986853c061f5109f012547de2545a5759e5e752e5ef633dabe16a4f10',
    ),
    delta('delta-storage', 'c46735481fa8e326b0957be02b4420cbcab4b325bb08009b7f2045a95133f1cc'),
    delta('delta-kernel-api', 'ee9b5a14ac3b7efdff4d61a58478fe8eb0e5a3fbca43889dca7290795fe79a11'),
    delta(
      'delta-kernel-defaults',
      '225c975199e4718b38ee5b7e6da7f19e9585024262b2cec2656b32151a856b0b',
    ),
    // Local files without a process for each.
    {
      group: 'com.globalmentor',
      artifact: 'hadoop-bare-naked-local-fs',
      version: '0.1.0',
      sha256: 'e0cc30fb0531eb0b59468dc0abf5b257533d2365b5e9f45e795edd707aa78c62',
    },
  ],
}
