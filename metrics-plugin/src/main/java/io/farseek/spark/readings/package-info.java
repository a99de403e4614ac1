/** What Hadoop's statistics interfaces say about each store at an instant, and how much of it happened between two instants. */
@NullMarked
package io.farseek.spark.readings;

import org.jspecify.annotations.NullMarked;
