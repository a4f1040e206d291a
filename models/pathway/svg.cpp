#include "models/pathway/draw.hpp"

#include <fmt/format.h>
#include <graphviz/gvc.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <sstream>
#include <stdexcept>

// Graphviz's plugins, linked rather than loaded: nothing to configure, and without its Pango plugin text is measured by
// built-in tables, so that the layout does not depend on the fonts of the machine.
extern "C" {
extern gvplugin_library_t gvplugin_core_LTX_library;        // NOLINT(readability-identifier-naming)
extern gvplugin_library_t gvplugin_dot_layout_LTX_library;  // NOLINT(readability-identifier-naming)
}

namespace pathway {
namespace {

constexpr double header_height = 88;
constexpr double least_width = 900;

[[noreturn]] void fail(const Spec& spec, const char* what) {
  throw std::runtime_error("cannot draw system \"" + spec.system + "\": Graphviz could not " + what);
}

struct FreeContext {
  void operator()(GVC_t* context) const { gvFreeContext(context); }
};
struct CloseGraph {
  void operator()(Agraph_t* graph) const { agclose(graph); }
};
struct FreeData {
  void operator()(char* data) const { gvFreeRenderData(data); }
};

std::string lay_out(const Spec& spec, const std::string& dot) {
  const std::array<lt_symlist_t, 3> plugins{{{"gvplugin_core_LTX_library", &gvplugin_core_LTX_library},
                                             {"gvplugin_dot_layout_LTX_library", &gvplugin_dot_layout_LTX_library},
                                             {nullptr, nullptr}}};
  const std::unique_ptr<GVC_t, FreeContext> context(gvContextPlugins(plugins.data(), 0));
  if (!context) fail(spec, "start");
  const std::unique_ptr<Agraph_t, CloseGraph> graph(agmemread(dot.c_str()));
  if (!graph) fail(spec, "read the graph");
  if (gvLayout(context.get(), graph.get(), "dot") != 0) fail(spec, "lay out the graph");
  char* raw = nullptr;
  unsigned int length = 0;
  const int status = gvRenderData(context.get(), graph.get(), "svg", &raw, &length);
  const std::unique_ptr<char, FreeData> data(raw);
  gvFreeLayout(context.get(), graph.get());
  if (status != 0 || raw == nullptr) fail(spec, "draw the graph");
  return {raw, length};
}

std::string xml(const std::string& text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string title(const Spec& spec) { return "Services of " + readable(spec.system); }

/// The picture in words, for those who do not see it.
std::string description(const Spec& spec, const std::vector<Load>& loads) {
  std::string text;
  for (std::size_t i = 0; i < spec.services.size(); ++i) {
    const Service& service = spec.services[i];
    std::string what = describe(spec, loads, i);
    for (std::size_t at = what.find('\n'); at != std::string::npos; at = what.find('\n', at)) what.replace(at, 1, ", ");
    text += readable(service.name) + (service.entries > 0 ? ", a front door: " : ": ") + what;
    std::vector<std::string> seen;
    for (const Edge& edge : service.edges) {
      const std::string to = edge.to == Edge::leaves ? edge.to_name : spec.services[edge.to].name;
      if (std::find(seen.begin(), seen.end(), to) != seen.end()) continue;
      text += (seen.empty() ? "; leads to " : ", ") + readable(to);
      seen.push_back(to);
    }
    text += ". ";
  }
  return text;
}

/// A row of samples and words, set from left to right.
class Row {
 public:
  Row(std::string& out, double y) : out_(out), y_(y) {}

  void box(const char* fill_colour, const char* outline, double width, const std::string& words) {
    out_ += fmt::format(R"(<rect x="{:.1f}" y="{:.1f}" width="22" height="13" )", x_, y_ - 10);
    out_ += fmt::format(R"(fill="{}" stroke="{}" stroke-width="{}"/>)", fill_colour, outline, width);
    out_ += '\n';
    say(28, words);
  }
  void double_box(const char* outline, const std::string& words) {
    out_ += fmt::format(R"(<rect x="{:.1f}" y="{:.1f}" width="14" height="5" )", x_ + 4, y_ - 6);
    out_ += fmt::format(R"(fill="none" stroke="{}" stroke-width="2"/>)", outline);
    out_ += '\n';
    box("none", outline, 2, words);
  }
  void line(const LineStyle& style) {
    out_ += fmt::format(R"(<path d="M{:.1f},{:.1f}h34" fill="none" stroke-width="2" )", x_, y_ - 4);
    out_ += fmt::format(R"(stroke="{}" stroke-dasharray="{}"/>)", style.colour, style.dashes);
    out_ += '\n';
    say(40, style.meaning);
  }
  void wedge(const std::string& words) {
    out_ += fmt::format(R"(<path d="M{0:.1f},{1:.1f}l34,-2.5v6l-34,-2.5z" fill="#333333"/>)", x_, y_ - 4);
    out_ += '\n';
    say(40, words);
  }

 private:
  void say(double offset, const std::string& words) {
    out_ += fmt::format(R"(<text x="{:.1f}" y="{:.1f}" font-size="11">{}</text>)", x_ + offset, y_, xml(words));
    out_ += '\n';
    x_ += offset + 6.4 * static_cast<double>(words.size()) + 12;
  }

  std::string& out_;
  double x_ = 8;
  double y_;
};

std::string header(const Spec& spec, const std::vector<Load>& loads) {
  std::string out = fmt::format("<g class=\"key\" font-family=\"{}\" fill=\"#111111\">\n", font);
  out += fmt::format(R"(<text x="8" y="24" font-size="18" font-weight="bold">{}</text>)", xml(title(spec)));
  out += '\n';
  Row kinds(out, 48);
  for (const Kind kind : {Kind::staff, Kind::places, Kind::meeting, Kind::programme, Kind::activity}) {
    kinds.box(fill(kind), outline_colour, 1, word(kind));
  }
  if (!loads.empty()) {
    kinds.box("white", amber, 3, "above 85 % of capacity");
    kinds.double_box(red, "above 100 % of capacity");
  }
  Row lines(out, 70);
  for (const Flow flow : {Flow::next, Flow::also, Flow::fallback}) lines.line(line_style(flow));
  if (!loads.empty()) lines.wedge("more cases a year");
  return out + "</g>\n";
}

/// The number after `key`, as in `width="272pt"`.
double number_after(const Spec& spec, const std::string& text, const std::string& key) {
  const std::size_t at = text.find(key);
  double number = 0;
  if (at == std::string::npos) fail(spec, "draw the graph");
  const char* begin = text.data() + at + key.size();
  if (std::from_chars(begin, text.data() + text.size(), number).ec != std::errc{}) fail(spec, "draw the graph");
  return number;
}

/// Gives the words on lines a white rim, so that they can be read where lines cross them.
void rim(std::string& svg) {
  const std::string text = "<text ";
  std::size_t group = svg.find("class=\"edge\"");
  while (group != std::string::npos) {
    const std::size_t end = svg.find("</g>", group);
    std::string part = svg.substr(group, end - group);
    for (std::size_t at = part.find(text); at != std::string::npos; at = part.find(text, at + text.size())) {
      part.insert(at + text.size(), R"(paint-order="stroke" stroke="white" stroke-width="3" )");
    }
    svg.replace(group, end - group, part);
    group = svg.find("class=\"edge\"", group + part.size());
  }
}

/// Makes the first lines of a box, which are its name, bold.
void embolden(std::string& svg, const std::string& id, std::size_t lines) {
  std::size_t at = svg.find("id=\"" + id + R"(" class="node")");
  for (std::size_t i = 0; i < lines && at != std::string::npos; ++i) {
    at = svg.find("<text ", at);
    if (at == std::string::npos) return;
    svg.insert(at + 6, "font-weight=\"bold\" ");
    at += 6;
  }
}

}  // namespace

std::string to_svg(const Spec& spec, const std::vector<Load>& loads) {
  std::ostringstream dot;
  dot.imbue(std::locale::classic());
  write_dot(spec, loads, false, dot);
  std::string drawn = lay_out(spec, dot.str());
  const double width = std::max(least_width, number_after(spec, drawn, "<svg width=\""));
  const double height = number_after(spec, drawn, "pt\" height=\"") + header_height;

  // Only the picture proper is kept: what stands before it is for files of their own and would not stand in a page.
  const std::size_t begin = drawn.find("<g id=\"graph0\"");
  const std::size_t end = drawn.rfind("</svg>");
  if (begin == std::string::npos || end == std::string::npos) fail(spec, "draw the graph");
  drawn = drawn.substr(begin, end - begin);
  const std::string id = box_id(spec, "picture");
  const std::string graph_title = "<title>G</title>\n";
  if (const std::size_t at = drawn.find(graph_title); at != std::string::npos) drawn.erase(at, graph_title.size());
  drawn.replace(drawn.find("graph0"), 6, id);
  for (const Service& service : spec.services) {
    embolden(drawn, box_id(spec, service.name), wrapped(service.name).size());
  }

  rim(drawn);

  std::string svg = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.0f}pt\" height=\"{1:.0f}pt\" "
      "viewBox=\"0 0 {0:.2f} {1:.2f}\" role=\"img\" aria-labelledby=\"{2}-title {2}-desc\">\n<title "
      "id=\"{2}-title\">{3}</title>\n"
      "<desc id=\"{2}-desc\">{4}</desc>\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n",
      width, height, id, xml(title(spec)), xml(description(spec, loads)));
  svg += header(spec, loads);
  svg += fmt::format("<g transform=\"translate(0 {})\">\n", header_height);
  return svg + drawn + "</g>\n</svg>\n";
}

}  // namespace pathway
