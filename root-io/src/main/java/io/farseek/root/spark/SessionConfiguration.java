package io.farseek.root.spark;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import scala.Tuple2;
import scala.collection.Iterator;

/** The Hadoop configuration a query reads with: the context's, then the session's settings, then the options of the read. */
final class SessionConfiguration {
    private static final String HADOOP_PREFIX = "spark.hadoop.";

    private SessionConfiguration() {}

    static Configuration of(CaseInsensitiveStringMap options) {
        SparkSession session = SparkSession.active();
        Configuration configuration = new Configuration(session.sparkContext().hadoopConfiguration());
        // Spark's own sources get these with SessionState.newHadoopConfWithOptions, which Java cannot call alike on 3.5
        // and 4.
        Iterator<Tuple2<String, String>> settings = session.conf().getAll().iterator();
        while (settings.hasNext()) {
            Tuple2<String, String> setting = settings.next();
            String key = setting._1();
            if (key.startsWith(HADOOP_PREFIX)) {
                configuration.set(key.substring(HADOOP_PREFIX.length()), setting._2());
            } else if (!key.startsWith("spark.")) {
                configuration.set(key, setting._2());
            }
        }
        for (Map.Entry<String, String> option : options.asCaseSensitiveMap().entrySet()) {
            String key = option.getKey();
            if (key.indexOf('.') > 0) {
                configuration.set(
                        key.startsWith(HADOOP_PREFIX) ? key.substring(HADOOP_PREFIX.length()) : key, option.getValue());
            }
        }
        return configuration;
    }

    /** A setting of the session, or of the context it began with. */
    static String setting(String key, String otherwise) {
        return SparkSession.active().conf().get(key, otherwise);
    }
}
