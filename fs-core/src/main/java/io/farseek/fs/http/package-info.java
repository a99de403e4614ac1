/**
 * The one HTTP transport below every object-store SDK: connections, phases, deadlines and faults, without any SDK's types.
 */
@NullMarked
package io.farseek.fs.http;

import org.jspecify.annotations.NullMarked;
