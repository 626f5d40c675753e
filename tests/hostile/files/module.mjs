window.PWN=1
