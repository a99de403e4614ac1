/** ROOT's compression frames and the checksums around them. */
@NullMarked
package io.farseek.root.codec;

import org.jspecify.annotations.NullMarked;
