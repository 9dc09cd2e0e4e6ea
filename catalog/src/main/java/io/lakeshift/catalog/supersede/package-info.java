/** The way out of a ratified version that readers refuse: a newer one that restores what they accept. */
@NullMarked
package io.lakeshift.catalog.supersede;

import org.jspecify.annotations.NullMarked;
