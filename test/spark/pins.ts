/** Spark's jars, in the source package of its Python part, which is the only one that has the Thrift server's. */
export const PYSPARK = {
  version: '4.1.4',
  sha256: 'bcbd5e18690cf79d438e97210ad06fb8d451a251bb77becc2b0418868d2acd73',
} as const

/** Delta's jars for Spark 4.1, all of one version; what else they need is among Spark's. */
export const DELTA = {
  group: 'io.delta',
  version: '4.4.0',
  /** SHA-256 by artifact. */
  jars: {
    'delta-spark_4.1_2.13': '75a9400986853c061f5109f012547de2545a5759e5e752e5ef633dabe16a4f10',
    'delta-storage': 'c46735481fa8e326b0957be02b4420cbcab4b325bb08009b7f2045a95133f1cc',
    'delta-kernel-api': 'ee9b5a14ac3b7efdff4d61a58478fe8eb0e5a3fbca43889dca7290795fe79a11',
    'delta-kernel-defaults': '225c975199e4718b38ee5b7e6da7f19e9585024262b2cec2656b32151a856b0b',
  },
} as const

/** What has Maven copy them. */
export const MAVEN_PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1'
