import { join } from 'node:path'

/** Spark reaches into these packages of Java, which modules close. */
const OPENED =
  'java.lang java.lang.invoke java.lang.reflect java.io java.net java.nio java.util java.util.concurrent java.util.concurrent.atomic jdk.internal.ref sun.nio.ch sun.nio.cs sun.security.action sun.util.calendar'
    .split(' ')
    .map((name) => `java.base/${name}`)
    .concat('java.security.jgss/sun.security.krb5')

const MACHINE = [
  // Short-lived objects by the million: room for the young.
  '-Xmx3g',
  '-Xmn2g',
  '-XX:+UseParallelGC',
  // Pages of 2 MB for the heap: a twelfth of the time.
  '-XX:+UseTransparentHugePages',
  // Thousands of statements: code that is compiled stays so.
  '-XX:ReservedCodeCacheSize=512m',
  '-XX:-UseCodeCacheFlushing',
  // Of ten times the work that would count as hot elsewhere: to compile well took a quarter of the time.
  '-XX:Tier4InvocationThreshold=50000',
  '-XX:Tier4MinInvocationThreshold=6000',
  '-XX:Tier4CompileThreshold=150000',
  '-XX:Tier4BackEdgeThreshold=400000',
  // Spark looks for itself in a trace of its callers at every step: a twentieth of the time.
  '-XX:MaxJavaStackTraceDepth=8',
]
const SERVER = 'org.apache.spark.sql.hive.thriftserver.HiveThriftServer2'

/** Where Spark keeps its tables, below its own folder. */
export const tableFolder = (folder: string): string => join(folder, 'warehouse')

const settings = (folder: string): Record<string, string> => ({
  'user.timezone': 'UTC',
  'java.io.tmpdir': join(folder, 'tmp'),
  'derby.system.home': folder,
  'jdk.reflect.useDirectMethodHandle': 'false',
  'spark.master': 'local[2]',
  'spark.app.name': 'rig',
  'spark.log.level': 'WARN',
  'spark.ui.enabled': 'false',
  'spark.driver.host': '127.0.0.1',
  'spark.driver.bindAddress': '127.0.0.1',
  'spark.local.dir': join(folder, 'tmp'),
  'spark.sql.warehouse.dir': tableFolder(folder),
  // Hive's catalogue takes a quarter of the time of all statements. Only the server's own start still asks for one.
  'spark.sql.catalogImplementation': 'in-memory',
  'spark.hadoop.javax.jdo.option.ConnectionURL': 'jdbc:derby:memory:hive;create=true',
  // Hadoop's own starts a process, chmod, for every file it makes; so does what Delta writes its log with.
  'spark.hadoop.fs.file.impl': 'com.globalmentor.apache.hadoop.fs.NakedLocalFileSystem',
  'spark.delta.logStore.file.impl': 'io.delta.storage.LocalLogStore',
  'spark.sql.streaming.checkpointFileManagerClass':
    'org.apache.spark.sql.execution.streaming.checkpointing.FileSystemBasedCheckpointFileManager',
  'spark.sql.sources.default': 'delta',
  'spark.sql.extensions': 'io.delta.sql.DeltaSparkSessionExtension',
  'spark.sql.catalog.spark_catalog': 'org.apache.spark.sql.delta.catalog.DeltaCatalog',
  'spark.sql.session.timeZone': 'UTC',
  // Delta's parser drops bound parameters on Spark 4.1: without this, EXECUTE IMMEDIATE ... USING finds none.
  'spark.sql.legacy.parameterSubstitution.constantsOnly': 'true',
  // The newest day, read from statistics alone, comes as a type that the Thrift server cannot take.
  'spark.databricks.delta.optimizeMetadataQuery.enabled': 'false',
  // For small tables on two cores: compiling a plan costs more than interpreting it, and files more than their rows.
  'spark.sql.shuffle.partitions': '1',
  'spark.default.parallelism': '1',
  'spark.databricks.delta.snapshotPartitions': '1',
  'spark.databricks.delta.snapshotCache.storageLevel': 'MEMORY_ONLY',
  'spark.sql.codegen.factoryMode': 'NO_CODEGEN',
  'spark.sql.codegen.wholeStage': 'false',
  'spark.sql.adaptive.enabled': 'false',
})

const hive = (port: number): Record<string, string> => ({
  'hive.server2.transport.mode': 'http',
  'hive.server2.thrift.bind.host': '127.0.0.1',
  'hive.server2.thrift.http.port': String(port),
  'hive.server2.thrift.http.path': 'cliservice',
})

/**
 * What `java` is to be told to run Spark's Thrift server over HTTP, with Delta tables below `folder`.
 * @param classes Java's class path
 */
export function javaCommand(classes: string, folder: string, port: number): readonly string[] {
  const opened = OPENED.map((name) => `--add-opens=${name}=ALL-UNNAMED`)
  const set = Object.entries(settings(folder)).map(([name, value]) => `-D${name}=${value}`)
  const told = Object.entries(hive(port)).flatMap(([name, value]) => [
    '--hiveconf',
    `${name}=${value}`,
  ])
  return [...MACHINE, ...opened, ...set, '-cp', classes, SERVER, ...told]
}
