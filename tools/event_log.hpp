#pragma once

#include "models/abuse/system.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>

namespace tools {

/// Runs a replication again and writes what happens to people in the counted period, a line each, as CSV under gzip,
/// for process mining (case_id, activity, lifecycle, time) and for vidigi (entity_id, event_type, event, time,
/// resource_id, pathway).
///
/// - A line says what happened to a person under a system. `case_id` is the number of what brought it, an incident's
/// own
///   or a relationship's; `lifecycle` a transition of the XES lifecycle extension; `time` days from the first counted
///   day, never falling within a system; `cost` pounds.
/// - An entity of vidigi is somebody's way through services one after the other; who is sent to two at once is two
///   entities. Those columns are empty on lines that move no entity. A service without limit counts as a queue.
/// - `resource_id` is the lowest number not in use among the units of the service's pool; of a meeting, a place in it.
///
/// \throws results::FolderError if the file cannot be written
/// \source IEEE 1849 (XES), lifecycle extension; vidigi 2, event logs
void write_event_log(const std::shared_ptr<const abuse::Plan>& plan, std::uint32_t replication,
                     const std::filesystem::path& file);

}  // namespace tools
