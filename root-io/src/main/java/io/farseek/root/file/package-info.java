/** ROOT containers: headers, keys, directories, streamer information, dynamic objects and the byte fetcher, over Hadoop's FileSystem. */
@NullMarked
package io.farseek.root.file;

import org.jspecify.annotations.NullMarked;
