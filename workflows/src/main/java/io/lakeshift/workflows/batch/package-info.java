/** Many tables under one parent: a sliding window in which one bad table neither stops nor hides another. */
@NullMarked
package io.lakeshift.workflows.batch;

import org.jspecify.annotations.NullMarked;
