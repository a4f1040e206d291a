#include "tools/results/manifest.hpp"

#include "tools/results/build_info.hpp"

#include <fmt/format.h>
#include <gnu/libc-version.h>
#include <nlohmann/json.hpp>
#include <openssl/evp.h>

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
  if (const long cores = sysconf(_SC_NPROCESSORS_ONLN); cores > 0) host.cores = static_cast<unsigned>(cores);
  host.libc = std::string("glibc ") + gnu_get_libc_version();
  return host;
}

std::string manifest_json(const Manifest& manifest) {
  using Json = nlohmann::ordered_json;
  const BuildInfo& build = build_info();
  Json libraries = Json::object();
  for (const auto& [name, version] : build.libraries) libraries[name] = version;
  const auto events = static_cast<double>(manifest.events);
  Json json = {
      {"program", "wholeplace"},
      {"version", build.version},
      {"commit", build.commit},
      {"build",
       {{"compiler", build.compiler}, {"flags", build.flags}, {"type", build.build_type}, {"libraries", libraries}}},
      {"host",
       {{"name", manifest.host.name},
        {"cpu", manifest.host.cpu},
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
        {"ns_per_event", quotient(manifest.simulate_seconds * 1e9 * manifest.threads, events)},
        {"events_per_system_year", quotient(events, manifest.system_years)}}}};
  if (manifest.points > 0) json["points"] = manifest.points;
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string sha256(std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  unsigned size = 0;
  if (EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1)
    throw std::runtime_error("libcrypto could not compute a SHA-256");
  std::string hex;
  for (unsigned i = 0; i < size; ++i) hex += fmt::format("{:02x}", digest[i]);
  return hex;
}

}  // namespace results
