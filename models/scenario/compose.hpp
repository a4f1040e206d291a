#pragma once

#include "models/scenario/document.hpp"

#include <span>
#include <string>

namespace scenario {

/// `nearer` over `farther`: mappings key by key, everything else replaced whole by what stands nearer.
/// Keys keep the order of `farther`, new ones follow. Where both are mappings the place is the nearer one's.
///
/// Three kinds of mapping are not mixed, since the mixture would be neither. An evidenced number with a new `value`
/// replaces the old record whole: the old source does not speak for the new value. So does a distribution of another
/// family or with other parameters. Inherited `evidence` blocks stand side by side, in a list, each with its place: a
/// block speaks only for numbers written in its own file.
Node merge(const Node& farther, const Node& nearer);

/// Reads `path` with everything it includes: `extends: FILE` at the top of a file and `from: FILE` in any mapping,
/// paths relative to the file that names them. FILE may be a list: the last is nearest, `from` is nearer than
/// `extends`, and what the mapping says itself is nearest of all. Cycles, missing files and includes that are not
/// mappings are errors at the line that names them. The result holds neither `extends` nor `from`. \param sets
/// "a.b.3.c=value" settings applied last; the value is read as YAML; a number names a list element from 0.
///              A path whose parent does not exist is an error that names the nearest existing key.
Node load(const std::string& path, std::span<const std::string> sets, Diagnostics& diagnostics,
          const Limits& limits = {});

/// Applies one setting. A single value given to an evidenced number becomes its `value`, with status "assumed" and
/// source "command line", and what was said of the old value (range, distribution, grade, ...) goes. \return false,
/// with a diagnostic, if it cannot be applied
bool apply_set(Node& root, const std::string& setting, Diagnostics& diagnostics);

}  // namespace scenario
