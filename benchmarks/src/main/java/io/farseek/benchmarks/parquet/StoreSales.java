package io.farseek.benchmarks.parquet;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * A generated table with the 23 columns of the fact table {@code store_sales} of TPC-DS (specification, section 2.4.1), evenly distributed
 * rather than by its tool, and a scan that reads four of them. The same rows whatever the number of tasks.
 */
public final class StoreSales {
    /** What a row takes in a file, about. */
    public static final long BYTES_PER_ROW = 76;

    private static final List<String> KEYS = List.of(
            "ss_sold_time_sk:86400",
            "ss_item_sk:102000",
            "ss_customer_sk:2000000",
            "ss_cdemo_sk:1920800",
            "ss_hdemo_sk:7200",
            "ss_addr_sk:1000000",
            "ss_store_sk:402",
            "ss_promo_sk:1000");
    private static final List<String> AMOUNTS = List.of(
            "ss_wholesale_cost",
            "ss_list_price",
            "ss_sales_price",
            "ss_ext_discount_amt",
            "ss_ext_sales_price",
            "ss_ext_wholesale_cost",
            "ss_ext_list_price",
            "ss_ext_tax",
            "ss_coupon_amt",
            "ss_net_paid",
            "ss_net_paid_inc_tax",
            "ss_net_profit");
    /** The scan, of a view of the table. */
    public static final String SCAN = """
        SELECT ss_store_sk, count(*) AS sales, sum(ss_quantity) AS items, sum(ss_ext_sales_price) AS revenue,
               sum(ss_net_profit) AS profit
        FROM store_sales GROUP BY ss_store_sk ORDER BY ss_store_sk\
        """;

    private StoreSales() {}

    /** Writes the table to a local folder unless it is there. */
    public static void write(SparkSession spark, Path folder, long rows, int files) {
        if (Files.exists(folder.resolve("_SUCCESS"))) {
            return;
        }
        List<String> columns = new ArrayList<>();
        columns.add("CAST(2450816 + id * 1823 DIV " + rows + " AS INT) AS ss_sold_date_sk");
        for (String each : KEYS) {
            String[] key = each.split(":", -1);
            columns.add("CAST(1 + pmod(xxhash64(id, '" + key[0] + "'), " + key[1] + ") AS INT) AS " + key[0]);
        }
        columns.add("id AS ss_ticket_number");
        columns.add("CAST(1 + pmod(xxhash64(id, 'quantity'), 100) AS INT) AS ss_quantity");
        for (String each : AMOUNTS) {
            columns.add("CAST(pmod(xxhash64(id, '" + each + "'), 2000000) / 100 AS DECIMAL(7,2)) AS " + each);
        }
        spark.range(0, rows, 1, files)
                .selectExpr(columns.toArray(String[]::new))
                .write()
                .mode(SaveMode.Overwrite)
                .parquet(folder.toUri().toString());
    }

    /** Runs the scan; returns its rows as text, equal for equal tables. */
    static String scan(SparkSession spark, String location) {
        spark.read().parquet(location).createOrReplaceTempView("store_sales");
        return spark.sql(SCAN).collectAsList().toString();
    }
}
