#include "tools/results/manifest.hpp"

#include "tools/results/build_info.hpp"

#include <fmt/format.h>
#include <gnu/libc-version.h>
#include <nettle/sha2.h>
#include <nlohmann/json.hpp>

#include <array>
#include <fstream>
#include <stdexcept>
#include <sys/utsname.h>
#include <unistd.h>

namespace results {
namespace {

/// The rest of the first line that starts with `start`, after `separator` and spaces.
std::string after(const char* file, std::string_view start, char separator) {
  std::ifstream lines(file);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with(start)) continue;
    const std::size_t at = line.find(separator);
    const std::size_t text = at == std::string::npos ? at : line.find_first_not_of(" \t\"", at + 1);
    if (text == std::string::npos) continue;
    line.erase(0, text);
    line.erase(line.find_last_not_of(" \t\"") + 1);
    return line;
  }
  return "";
}

/// Vendor and family, and of the processor's features those that the C library's choice of mathematical functions
/// rests on.
std::string cpu_family() {
  constexpr const char* info = "/proc/cpuinfo";
  const auto either = [](const char* x86, const char* arm) {
    const std::string found = after(info, x86, ':');
    return found.empty() ? after(info, arm, ':') : found;
  };
  const std::string vendor = either("vendor_id", "CPU implementer");
  if (vendor.empty()) return "";
  std::string family = vendor + " " + either("cpu family", "CPU architecture");
  const std::string features = " " + either("flags", "Features") + " ";
  const char* separator = ": ";
  for (const char* feature : {"sse4_1", "avx", "avx2", "fma", "fma4"}) {
    if (features.find(fmt::format(" {} ", feature)) == std::string::npos) continue;
    family += separator + std::string(feature);
    separator = " ";
  }
  return family;
}

nlohmann::ordered_json quotient(double a, double b) {
  return b > 0 ? nlohmann::ordered_json(a / b) : nlohmann::ordered_json(nullptr);
}

}  // namespace

Host this_host() {
  Host host;
  utsname system{};
  if (uname(&system) == 0) {
    host.name = system.nodename;
    host.os = fmt::format("{} {} {}", system.sysname, system.release, system.machine);
  }
  if (const std::string name = after("/etc/os-release", "PRETTY_NAME=", '='); !name.empty())
    host.os = name + ", " + host.os;
  host.cpu = after("/proc/cpuinfo", "model name", ':');
  host.cpu_family = cpu_family();
  if (const long cores = sysconf(_SC_NPROCESSORS_ONLN); cores > 0) host.cores = static_cast<unsigned>(cores);
  host.libc = std::string("glibc ") + gnu_get_libc_version();
  return host;
}

Make make_of(const std::filesystem::path& folder) {
  std::ifstream file(folder / "manifest.json");
  const auto manifest = nlohmann::json::parse(file, nullptr, false);
  const auto text = [&](const char* part, const char* key) -> std::string {
    const auto pointer = nlohmann::json::json_pointer(fmt::format("/{}/{}", part, key));
    return manifest.is_object() && manifest.contains(pointer) && manifest[pointer].is_string() ? manifest[pointer] : "";
  };
  return {text("build", "compiler"), text("build", "flags"), text("host", "cpu_family"), text("host", "libc")};
}

std::string how_it_came_about(const Manifest& manifest) {
  if (manifest.shards > 0)
    return fmt::format("merged from {} shard{}", manifest.shards, manifest.shards == 1 ? "" : "s");
  return fmt::format("{:.1f} s on {} threads", manifest.simulate_seconds, manifest.threads);
}

std::string manifest_json(const Manifest& manifest) {
  using Json = nlohmann::ordered_json;
  const BuildInfo& build = build_info();
  Json libraries = Json::object();
  for (const auto& [name, version] : build.libraries) libraries[name] = version;
  const auto events = static_cast<double>(manifest.events);
  const double thread_seconds = manifest.simulate_seconds * manifest.threads;
  Json json = {
      {"program", "wholeplace"},
      {"version", build.version},
      {"commit", build.commit},
      {"build",
       {{"compiler", build.compiler}, {"flags", build.flags}, {"type", build.build_type}, {"libraries", libraries}}},
      {"host",
       {{"name", manifest.host.name},
        {"cpu", manifest.host.cpu},
        {"cpu_family", manifest.host.cpu_family},
        {"cores", manifest.host.cores},
        {"os", manifest.host.os},
        {"libc", manifest.host.libc}}},
      {"model", manifest.model},
      {"title", manifest.title},
      {"run", manifest.run},
      {"scenario", {{"file", manifest.scenario_file}, {"sha256", manifest.scenario_sha256}}},
      {"seed", manifest.seed},
      {"command_line", manifest.command_line},
      {"systems", manifest.systems},
      {"baseline", manifest.baseline},
      {"replications", {{"asked", manifest.replications_asked}, {"done", manifest.replications_done}}},
      {"complete", manifest.complete},
      {"experiment", manifest.experiment},
      {"threads", manifest.threads},
      {"timings",
       {{"load_seconds", manifest.load_seconds},
        {"simulate_seconds", manifest.simulate_seconds},
        {"write_seconds", manifest.write_seconds},
        {"events", manifest.events},
        {"events_per_second", quotient(events, manifest.simulate_seconds)},
        {"ns_per_event", thread_seconds > 0 ? quotient(thread_seconds * 1e9, events) : Json(nullptr)},
        {"events_per_system_year", quotient(events, manifest.system_years)}}}};
  if (manifest.points > 0) json["points"] = manifest.points;
  if (manifest.shards > 0) {
    Json makes = Json::array();
    for (const Make& m : manifest.makes)
      makes.push_back({{"compiler", m.compiler}, {"flags", m.flags}, {"cpu_family", m.cpu_family}, {"libc", m.libc}});
    json["merged"] = {{"shards", manifest.shards}, {"makes", makes}};
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string sha256(std::string_view text) {
  sha256_ctx hash;
  sha256_init(&hash);
  sha256_update(&hash, text.size(), reinterpret_cast<const std::uint8_t*>(text.data()));
  std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest;
  sha256_digest(&hash, digest.size(), digest.data());
  std::string hex;
  for (const std::uint8_t byte : digest) hex += fmt::format("{:02x}", byte);
  return hex;
}

}  // namespace results
