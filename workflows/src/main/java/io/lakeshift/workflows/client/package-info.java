/** How programs outside a workflow reach a running migration. The only package here that is not for workflow code. */
@NullMarked
package io.lakeshift.workflows.client;

import org.jspecify.annotations.NullMarked;
