package io.farseek.fs.hadoop;

import io.farseek.fs.config.ConfigReader;
import io.farseek.readahead.Recorder;
import java.net.URI;

/**
 * What a connector is given to open its store. The configuration is read during the call, into records, and not kept.
 *
 * @param uri scheme and authority of the file system
 * @param bucket the authority as written
 * @param recorder counts what the file system asks of the store (head, list, put, delete) and what is read; the connector adds what only it
 *     sees: status codes, retries, connections
 */
public record StoreOpening(URI uri, String bucket, ConfigReader config, Recorder recorder) {}
