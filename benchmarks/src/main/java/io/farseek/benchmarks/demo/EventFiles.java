package io.farseek.benchmarks.demo;

import io.farseek.benchmarks.dimuon.DimuonEvent;
import io.farseek.benchmarks.dimuon.DimuonGenerator;
import io.farseek.root.write.BranchWriter;
import io.farseek.root.write.LeafType;
import io.farseek.root.write.RootFileWriter;
import io.farseek.root.write.TreeSchema;
import io.farseek.root.write.TreeSchema.Leaf;
import io.farseek.root.write.TreeWriter;
import io.farseek.root.write.WriteOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Generated events as files on a store: file {@code i} holds the {@code i}-th share of the events, the same bytes every time.
 *
 * @param folder URI of the folder they are in
 * @param ballast float branches beside those the job reads; ROOT files only
 */
record EventFiles(String folder, String format, long events, int files, int ballast) implements Serializable {
    private static final long SEED = 20_261_121;
    private static final int BASKET_BYTES = 8_000;
    private static final WriteOptions LAYOUT =
            new WriteOptions(WriteOptions.DEFAULT.compression(), BASKET_BYTES, WriteOptions.DEFAULT.clusterEntries());
    private static final List<String> MUON_FLOATS = List.of("Muon_pt", "Muon_eta", "Muon_phi", "Muon_mass");

    /** Writes the files with Spark, one task each. Returns what a perfect reader must find in them. */
    Reduction write(SparkSession spark, Map<String, String> hadoop, Path spoolFolder) {
        if (format.equals("parquet")) {
            return writeParquet(spark);
        }
        String spool = spoolFolder.toString();
        List<Integer> numbers = IntStream.range(0, files).boxed().toList();
        return JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(numbers, files)
                .map(number -> writeRoot(number, hadoop, Path.of(spool)))
                .reduce(Reduction::merge);
    }

    private long first(int file) {
        return events * file / files;
    }

    private Reduction writeRoot(int file, Map<String, String> hadoop, Path spoolFolder) throws IOException {
        Configuration configuration = new Configuration();
        hadoop.forEach(configuration::set);
        String name = String.format(Locale.ROOT, "events-%05d.root", file);
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(folder, name);
        FileSystem store = path.getFileSystem(configuration);
        Reduction truth = new Reduction();
        try (OutputStream out = store.create(path, true)) {
            RootFileWriter.spooled(out, name, LAYOUT, spoolFolder, root -> fill(root, file, truth));
        }
        return truth;
    }

    private void fill(RootFileWriter root, int file, Reduction truth) throws IOException {
        List<Leaf> perMuon = new ArrayList<>();
        MUON_FLOATS.forEach(each -> perMuon.add(new Leaf(each, LeafType.FLOAT32)));
        perMuon.add(new Leaf("Muon_charge", LeafType.INT32));
        TreeSchema.Builder schema = TreeSchema.named("Events", "generated dimuon events")
                .flat("run", LeafType.INT32)
                .flat("event", LeafType.INT64)
                .jagged("nMuon", perMuon)
                .flat("Gen_component", LeafType.INT8)
                .flat("Gen_mass", LeafType.FLOAT32);
        List<String> unread =
                IntStream.range(0, ballast).mapToObj(each -> "Ballast_" + each).toList();
        unread.forEach(each -> schema.flat(each, LeafType.FLOAT32));
        TreeWriter tree = root.tree(schema.build());
        List<BranchWriter> muons = MUON_FLOATS.stream().map(tree::branch).toList();
        List<BranchWriter> others = unread.stream().map(tree::branch).toList();
        BranchWriter charge = tree.branch("Muon_charge");
        DimuonGenerator generator = new DimuonGenerator(SEED);
        for (long number = first(file); number < first(file + 1); number++) {
            DimuonEvent event = generator.event(number);
            truth.add(event);
            tree.branch("run").putInt(event.run());
            tree.branch("event").putLong(event.event());
            float[][] columns = {event.pt(), event.eta(), event.phi(), event.mass()};
            for (int column = 0; column < columns.length; column++) {
                for (float value : columns[column]) {
                    muons.get(column).putFloat(value);
                }
            }
            for (int value : event.charge()) {
                charge.putInt(value);
            }
            tree.branch("Gen_component").putByte(event.genComponent());
            tree.branch("Gen_mass").putFloat(event.genMass());
            for (int i = 0; i < others.size(); i++) {
                others.get(i).putFloat(noise(number * others.size() + i));
            }
            tree.endEntry();
        }
    }

    /** From 0 to 1, as good as random, so that it does not compress away. */
    private static float noise(long seed) {
        long mixed = (seed + 1) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
        return (mixed >>> 40) * 0x1p-24f;
    }

    private Reduction writeParquet(SparkSession spark) {
        ArrayType floats = DataTypes.createArrayType(DataTypes.FloatType, false);
        StructType schema = new StructType()
                .add("event", DataTypes.LongType, false)
                .add("nMuon", DataTypes.IntegerType, false)
                .add("Muon_pt", floats, false)
                .add("Muon_eta", floats, false)
                .add("Muon_phi", floats, false)
                .add("Muon_mass", floats, false)
                .add("Muon_charge", DataTypes.createArrayType(DataTypes.IntegerType, false), false);
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        List<Integer> numbers = IntStream.range(0, files).boxed().toList();
        spark.createDataFrame(
                        context.parallelize(numbers, files)
                                .flatMap(file ->
                                        eventsOf(file).map(EventFiles::row).iterator()),
                        schema)
                .write()
                .mode(SaveMode.Overwrite)
                .option("parquet.block.size", 8 << 20)
                .parquet(folder);
        return context.parallelize(numbers, files)
                .map(file -> {
                    Reduction truth = new Reduction();
                    eventsOf(file).forEach(truth::add);
                    return truth;
                })
                .reduce(Reduction::merge);
    }

    private java.util.stream.Stream<DimuonEvent> eventsOf(int file) {
        DimuonGenerator generator = new DimuonGenerator(SEED);
        return java.util.stream.LongStream.range(first(file), first(file + 1)).mapToObj(generator::event);
    }

    private static Row row(DimuonEvent event) {
        return RowFactory.create(
                event.event(),
                event.nMuon(),
                boxed(event.pt()),
                boxed(event.eta()),
                boxed(event.phi()),
                boxed(event.mass()),
                IntStream.of(event.charge()).boxed().toArray(Integer[]::new));
    }

    private static Float[] boxed(float[] values) {
        Float[] boxed = new Float[values.length];
        for (int i = 0; i < values.length; i++) {
            boxed[i] = values[i];
        }
        return boxed;
    }
}
