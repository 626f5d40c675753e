-- Formats citations for as long as its input lasts: one JSON request a line, one JSON reply a line.
-- request: {csl, lang, references = [CSL-JSON item], clusters = [[{id, locator, prefix, suffix, mode}]]}
-- reply:   {clusters = [html], bibliography = [{id, html}]} or {error}
local json = pandoc.json
local modes = {
  ['normal'] = 'NormalCitation',
  ['suppress-author'] = 'SuppressAuthor',
  ['narrative'] = 'AuthorInText',
}
local entities = { ['&'] = '&amp;', ['<'] = '&lt;', ['>'] = '&gt;', ['"'] = '&quot;' }
local tags = { Emph = 'i', Strong = 'b', Superscript = 'sup', Subscript = 'sub' }
local quotes = { SingleQuote = { '‘', '’' }, DoubleQuote = { '“', '”' } }
local html

local function escaped(text)
  return (text:gsub('[&<>"]', entities))
end

-- What each inline becomes; what is not listed gives its content.
local writers = {
  Str = function(inline) return escaped(inline.text) end,
  Code = function(inline) return escaped(inline.text) end,
  Math = function(inline) return escaped(inline.text) end,
  Space = function() return ' ' end,
  SoftBreak = function() return ' ' end,
  LineBreak = function() return ' ' end,
  RawInline = function(inline) return escaped(inline.text) end,
  Quoted = function(inline)
    local marks = quotes[inline.quotetype]
    return marks[1] .. html(inline.content) .. marks[2]
  end,
  Link = function(inline)
    if inline.target:match('^https?://') then
      return '<a href="' .. escaped(inline.target) .. '">' .. html(inline.content) .. '</a>'
    end
    return html(inline.content)
  end,
  Span = function(inline)
    local lang = inline.attributes.lang
    if lang and lang:match('^[%w-]+$') then
      return '<span lang="' .. lang .. '">' .. html(inline.content) .. '</span>'
    end
    return html(inline.content)
  end,
  Note = function(inline)
    return html(pandoc.utils.blocks_to_inlines(inline.content))
  end,
}

html = function(inlines)
  local parts = {}
  for _, inline in ipairs(inlines) do
    local tag = tags[inline.t]
    if writers[inline.t] then
      parts[#parts + 1] = writers[inline.t](inline)
    elseif tag then
      parts[#parts + 1] = '<' .. tag .. '>' .. html(inline.content) .. '</' .. tag .. '>'
    elseif inline.content then
      parts[#parts + 1] = html(inline.content)
    end
  end
  return table.concat(parts)
end

local function affix(text)
  if text == '' then return pandoc.Inlines {} end
  local document = pandoc.read('x' .. text, 'markdown_strict-raw_html+smart+superscript+subscript')
  local inlines = pandoc.utils.blocks_to_inlines(document.blocks)
  -- The letter kept white space and list marks at the start from being understood.
  local first = inlines[1]
  first.text = first.text:sub(2)
  if first.text == '' then inlines:remove(1) end
  return inlines
end

local function citation(item)
  local suffix = pandoc.Inlines {}
  if item.locator ~= '' or item.suffix ~= '' then
    suffix:insert(pandoc.Str('{' .. item.locator .. '}'))
  end
  suffix:extend(affix(item.suffix))
  return pandoc.Citation(item.id, modes[item.mode], affix(item.prefix), suffix)
end

local function paragraphs(clusters)
  local blocks = pandoc.List {}
  for _, cluster in ipairs(clusters) do
    local citations = pandoc.List {}
    for _, item in ipairs(cluster) do citations:insert(citation(item)) end
    blocks:insert(pandoc.Para { pandoc.Cite({ pandoc.Str 'x' }, citations) })
  end
  return blocks
end

local function reply(request)
  local items = pandoc.read(json.encode(request.references), 'csljson').meta.references
  local document = pandoc.Pandoc(paragraphs(request.clusters), {
    csl = request.csl,
    lang = request.lang,
    ['link-bibliography'] = false,
    ['link-citations'] = false,
    references = items or pandoc.MetaList {},
  })
  local result = { clusters = pandoc.List {}, bibliography = pandoc.List {} }
  for _, block in ipairs(pandoc.utils.citeproc(document).blocks) do
    if block.t == 'Para' then
      result.clusters:insert(html(block.content))
    elseif block.t == 'Div' and block.identifier == 'refs' then
      for _, entry in ipairs(block.content) do
        local content = pandoc.utils.blocks_to_inlines(entry.content)
        result.bibliography:insert { id = entry.identifier:sub(5), html = html(content) }
      end
    end
  end
  return result
end

for line in io.lines() do
  local done, result = pcall(function() return reply(json.decode(line, false)) end)
  if not done then result = { error = tostring(result) } end
  io.write(json.encode(result), '\n')
  io.flush()
end
