/** Tests that the configuration file in deploy/ and the records agree. */
@NullMarked
package io.lakeshift.worker.config;

import org.jspecify.annotations.NullMarked;
