/** The Spark plugin: what every Hadoop file system of a driver or an executor did, as metrics, per-task records and heat maps. */
@NullMarked
package io.farseek.spark;

import org.jspecify.annotations.NullMarked;
