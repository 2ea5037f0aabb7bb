/** Makes crds/manifests out of the classes (shape and what is required), their Javadoc (descriptions) and crds/rules. */
@NullMarked
package io.ipvsoperator.crds.manifest;

import org.jspecify.annotations.NullMarked;
