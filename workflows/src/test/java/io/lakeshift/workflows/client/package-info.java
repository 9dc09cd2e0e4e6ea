/** Acts reach a migration whatever becomes of an Update. */
@NullMarked
package io.lakeshift.workflows.client;

import org.jspecify.annotations.NullMarked;
